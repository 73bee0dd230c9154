package io.rapport.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One real message the whole way round: written, answered, resolved, asked about, rated badly, apologised for, scored. */
@Order(1)
@ExtendWith(OnePlatform.class)
class FirstMessageE2E {
    /** Of a picture. */
    private static final int WIDTH = 320;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> PHONES = List.of("Text messages", "WhatsApp", "Telegram", "Mastodon", "Web chat");
    private static final String SUBJECT = "The kettle arrived without a lid";

    private static Platform platform;
    private static Playwright playwright;
    private static Browser browser;

    /** Somebody new when the walk is gone again, for whom nothing has happened yet. */
    private static final Iterator<String> CUSTOMERS =
            List.of("Casey Example", "Robin Example").iterator();

    private final String name = CUSTOMERS.next();
    private final String address = name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.com";

    @BeforeAll
    static void start(Platform started) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        try {
            playwright = Browsers.playwright();
            browser = playwright.chromium().launch(Browsers.options());
        } catch (PlaywrightException e) {
            if (Boolean.parseBoolean(System.getenv("RAPPORT_REQUIRE_BROWSER"))) {
                throw e;
            }
            System.err.println(
                    "SKIPPED: the browser tests need Chromium or Chrome, and none is here: " + e.getMessage());
            assumeTrue(false, "no browser");
        }
        platform = started;
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @Test
    void shouldGoTheWholeWayRound() throws Exception {
        var customer = browser.newPage(new Browser.NewPageOptions().setViewportSize(1100, 900));
        var agent = browser.newPage(new Browser.NewPageOptions().setViewportSize(1440, 900));
        try {
            walk(customer, agent);
        } catch (AssertionError | PlaywrightException e) {
            shot(customer, "failure-customer");
            shot(agent, "failure-agent");
            throw new AssertionError(
                    "%s%nThe agent saw:%n%s%nThe customer saw:%n%s"
                            .formatted(e.getMessage(), text(agent), text(customer)),
                    e);
        }
    }

    private void walk(Page customer, Page agent) throws Exception {
        customerWrites(customer, name);
        shot(customer, "01-customer-writes");
        agentSignsIn(agent);
        agentAcceptsAndAnswers(agent);

        var reply = awaitMail(mail -> mail.path("text").asText().contains("the lid is on its way"));
        assertThat(reply.path("references").toString())
                .as("the answer joins the customer's thread")
                .contains("@");
        shot(customer(customer), "02-customer-mailbox");

        customerWritesBack(customer);
        // in the list it can be seen sooner, but resolving is for who has read it
        assertThat(agent.getByRole(AriaRole.REGION, named("Timeline"))).containsText("Thank you, that was quick.");
        button(agent, "Resolve").click();

        var survey = awaitMail(mail -> mail.path("text").asText().contains("/survey/"));
        rateBadly(survey);

        careApologises(agent);
        awaitMail(mail -> mail.path("text").asText().contains("We are sorry about the missing lid"));
        experienceMoved(agent);
        goesRoundOnEveryPhone(customer, agent);
        findsBackFromNowhere(agent);
        looksRightOnAPhone(customer, agent);
    }

    private static void customerWrites(Page page, String name) {
        page.navigate(platform.sandbox());
        page.getByLabel("Somebody new").fill(name);
        button(page, "Play").click();
        // until then it may show somebody else, whose mailbox has the same form
        assertThat(page.getByRole(AriaRole.HEADING, named(name).setExact(true))).isVisible();
        var mailbox = page.getByRole(AriaRole.REGION, named("Mailbox"));
        mailbox.getByText("Write a mail").click();
        mailbox.getByLabel("Subject").fill(SUBJECT);
        mailbox.getByLabel("Text").fill("Hello,\nmy kettle came today, but there is no lid in the box.\n" + name);
        mailbox.getByRole(AriaRole.BUTTON, inMain("Send").setExact(true)).click();
        assertThat(page.getByText("there is no lid in the box").first()).isVisible();
    }

    private static void agentSignsIn(Page page) throws Exception {
        page.navigate(platform.desk());
        assertThat(page.getByRole(AriaRole.HEADING, named("Sign in"))).isVisible();
        shot(page, "03-sign-in");
        page.getByLabel("Email").fill("ada@example.com");
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(platform.demoPassword());
        button(page, "Sign in").click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Inbox"))).isVisible();
    }

    private static void agentAcceptsAndAnswers(Page page) {
        var accept = button(page, "Accept offer");
        assertThat(accept).isVisible();
        shot(page, "04-offer");
        accept.click();
        page.getByRole(AriaRole.LINK, named(SUBJECT)).first().click();
        assertThat(page.getByRole(AriaRole.HEADING, named(SUBJECT))).isVisible();
        assertThat(page.getByRole(AriaRole.REGION, named("Timeline"))).containsText("there is no lid in the box");
        var reply = page.getByRole(AriaRole.TEXTBOX, named("Reply"));
        reply.fill("Sorry about that, the lid is on its way.");
        button(page, "Send reply").click();
        assertThat(page.getByRole(AriaRole.REGION, named("Timeline"))).containsText("the lid is on its way");
        assertThat(page.getByRole(AriaRole.REGION, named("Timeline"))).containsText(Pattern.compile("Sent|Delivered"));
        shot(page, "05-conversation");
    }

    private static void customerWritesBack(Page page) {
        page.getByText("Reply", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        page.getByLabel("Your reply").first().fill("Thank you, that was quick.");
        page.getByRole(AriaRole.BUTTON, named("Send reply")).first().click();
    }

    private static void rateBadly(JsonNode survey) {
        var link = Pattern.compile("https?://\\S+/survey/\\S+")
                .matcher(survey.path("text").asText());
        assertThat(link.find()).isTrue();
        var page = browser.newPage(new Browser.NewPageOptions().setViewportSize(390, 844));
        page.navigate(link.group());
        shot(page, "06-survey-phone");
        page.navigate(link.group() + "?rating=5"); // a scanner that follows links must not rate
        page.locator("input[name=rating][value='1']").check();
        page.locator("textarea[name=comment]").fill("A kettle without a lid is half a kettle.");
        page.getByRole(AriaRole.BUTTON, named("Send my answer")).click();
        assertThat(page.locator("main")).containsText(Pattern.compile("[Tt]hank"));
        shot(page, "07-survey-answered");
        page.navigate(link.group());
        assertThat(page.locator("main")).containsText(Pattern.compile("already|answered", Pattern.CASE_INSENSITIVE));
        page.close();
    }

    private void careApologises(Page page) {
        page.getByRole(AriaRole.NAVIGATION, named("Main"))
                .getByRole(AriaRole.LINK, inMain("Care"))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Care").setExact(true)))
                .isVisible();
        var apologise = button(page, "Apologise");
        assertThat(apologise).isVisible();
        shot(page, "08-care");
        apologise.click();
        page.getByRole(AriaRole.TEXTBOX, named("Apology"))
                .fill("We are sorry about the missing lid, %s.".formatted(name));
        var send = page.getByRole(AriaRole.CHECKBOX, named("Send to the customer"));
        if (!send.isChecked()) {
            send.check();
        }
        button(page, "Send apology").click();
        var close = button(page, "Close recovery");
        assertThat(close).isVisible();
        close.click();
        page.getByRole(AriaRole.RADIO, named("Recovered").setExact(true)).check();
        page.getByRole(AriaRole.TEXTBOX, named("Note")).fill("The lid arrived.");
        button(page, "Save outcome").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    }

    private void experienceMoved(Page page) {
        page.getByRole(AriaRole.NAVIGATION, named("Main"))
                .getByRole(AriaRole.LINK, inMain("Experience"))
                .click();
        var satisfaction = page.getByRole(AriaRole.REGION, named("Customer satisfaction"));
        assertThat(satisfaction).containsText("csat-5pt-top2@1");
        assertThat(page.getByRole(AriaRole.REGION, named("Experience scores"))).containsText(name);
        shot(page, "09-experience");
    }

    /** The same through Twilio's, WhatsApp's, Telegram's and Mastodon's protocols and the chat, as the sandbox speaks them, with files. */
    private static void goesRoundOnEveryPhone(Page customer, Page agent) throws IOException {
        var picture = new FilePayload("lid.png", "image/png", picture());
        for (var network : PHONES) {
            var phone = phone(customer, network);
            phone.getByRole(AriaRole.TEXTBOX).fill("The lid fits, thank you by " + network);
            boolean takesFiles = phone.locator(".attach").isVisible();
            if (takesFiles) {
                phone.locator("input[type=file]").setInputFiles(picture);
            }
            phone.getByRole(AriaRole.BUTTON, inMain("Send")).click();
            assertThat(phone).containsText("✓ Sent");
            agent.getByRole(AriaRole.ARTICLE)
                    .filter(new Locator.FilterOptions().setHasText("thank you by " + network))
                    .getByRole(AriaRole.BUTTON, inMain("Accept offer"))
                    .click();
            var timeline = agent.getByRole(AriaRole.REGION, named("Timeline"));
            assertThat(timeline).containsText("thank you by " + network);
            if (takesFiles) {
                assertThat(timeline.getByRole(AriaRole.IMG)).hasJSProperty("naturalWidth", WIDTH);
            }
            agent.locator("input[type=file]").setInputFiles(picture);
            agent.getByRole(AriaRole.TEXTBOX, named("Reply")).fill("You are welcome by " + network);
            button(agent, "Send reply").click();
            var answer = phone.getByRole(AriaRole.LISTITEM)
                    .filter(new Locator.FilterOptions().setHasText("You are welcome by " + network));
            assertThat(answer.getByRole(AriaRole.IMG, inMain("lid.png"))).hasJSProperty("naturalWidth", WIDTH);
        }
        shot(customer, "10-phones");
    }

    private static Locator phone(Page customer, String network) {
        if (network.equals("Mastodon")) {
            var other = customer.getByRole(AriaRole.REGION, named("Telegram").setExact(true));
            other.getByRole(AriaRole.COMBOBOX).selectOption("MASTODON @support@social.example.com");
        }
        return customer.getByRole(AriaRole.REGION, named(network).setExact(true));
    }

    private static byte[] picture() throws IOException {
        var png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(WIDTH, 240, BufferedImage.TYPE_INT_RGB), "png", png);
        return png.toByteArray();
    }

    private static void findsBackFromNowhere(Page page) {
        var answer = page.navigate(platform.desk() + "/reports/2");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(page.getByText("There is no such page")).isVisible();
        page.getByRole(AriaRole.LINK, named("Go to the inbox")).click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Inbox"))).isVisible();
    }

    private void looksRightOnAPhone(Page customer, Page page) {
        page.setViewportSize(390, 844);
        page.navigate(platform.desk() + "/inbox");
        assertThat(page.getByRole(AriaRole.HEADING, named("Inbox"))).isVisible();
        customerWrites(customer, name + " Second");
        customerWrites(customer, name + " Third");
        var offers = page.getByRole(AriaRole.REGION, named("Offers"));
        assertThat(offers).containsText("and 1 more");
        assertThat(offers.getByRole(AriaRole.ARTICLE)).hasCount(1);
        shot(page, "11-inbox-phone");
        int wider = ((Number) page.evaluate("document.documentElement.scrollWidth - window.innerWidth")).intValue();
        assertThat(wider).as("nothing sticks out of a phone's width").isLessThanOrEqualTo(0);
    }

    private JsonNode awaitMail(Predicate<JsonNode> wanted) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (var mail : platform.received(address)) {
                if (wanted.test(mail)) {
                    return mail;
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("The mail did not come; the mailbox has " + platform.received(address));
    }

    private Page customer(Page page) {
        page.navigate(platform.sandbox() + "/#/" + address);
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, named(name).setExact(true)).first();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions named(Pattern name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Locator.GetByRoleOptions inMain(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private static String text(Page page) {
        return page.isClosed() ? "" : page.locator("body").innerText();
    }

    private static void shot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
    }
}
