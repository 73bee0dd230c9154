package io.rapport.chat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.store.FolderObjectStore;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The widget in a real browser, on pages of another origin. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(ChatResource.class)
class WidgetIT {
    private static final String OUTBOUND = Topics.outbound(Channel.CHAT);
    private static final String PAGE = ChatResource.ORIGIN + "/";
    private static final int PATIENCE_MS = 10_000;

    private static Playwright playwright;
    private static Browser chromium;

    @InjectTestLog
    TestLog log;

    @TestHTTPResource("/")
    URI adapter;

    @ConfigProperty(name = "rapport.store.folder")
    Path store;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext visitor;

    @BeforeAll
    static void launch() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        try {
            playwright = Browsers.playwright();
            chromium = playwright.chromium().launch(Browsers.options());
        } catch (PlaywrightException e) {
            if (Boolean.parseBoolean(System.getenv("RAPPORT_REQUIRE_BROWSER"))) {
                throw e;
            }
            System.err.println(
                    "SKIPPED: the widget's tests need Chromium or Chrome, and none is here: " + e.getMessage());
            assumeTrue(false, "no browser");
        }
    }

    @AfterAll
    static void quit() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void arrive() {
        visitor = visitor(1100, ColorScheme.LIGHT);
    }

    @AfterEach
    void leave() {
        visitor.close();
    }

    @Test
    void shouldTalkWithAVisitorUnderAStrictPolicy() {
        // given
        var page = visit("", "");
        open(page);
        // when
        write(page, "Where is my order?");
        // then
        assertThat(lines(page).last()).containsText("Sent");
        assertThat(said(page)).containsExactly("Where is my order?");
        // when
        var answer = answer(page, "On its way: https://www.example.com/parcel/7.");
        // then
        assertThat(lines(page).last()).containsText("Ada Example");
        assertThat(page.getByRole(AriaRole.LOG).getByRole(AriaRole.LINK))
                .hasAttribute("href", "https://www.example.com/parcel/7");
        log.delivery(answer, DeliveryStatus.READ, 1);
        shot(page, "desktop-light");
        // when
        page.reload();
        open(page);
        // then
        assertThat(lines(page)).hasText(new Pattern[] {
            Pattern.compile("Hello.*"), Pattern.compile(".*Where is my order.*"), Pattern.compile("On its way.*")
        });
        assertThat(complaints).isEmpty();
    }

    @Test
    void shouldShowTheSameInEveryTab() {
        // given
        var one = visit("", "");
        open(one);
        write(one, "Hello from one tab");
        assertThat(lines(one).last()).containsText("Sent");
        var other = visit("", "");
        one.keyboard().press("Escape");
        // when
        var answer = answer(one, "Hello to both");
        // then
        assertThat(launcher(other)).hasAccessibleName("Open chat, 1 unread");
        open(other);
        assertThat(lines(other)).hasCount(3);
        assertThat(launcher(one)).hasAccessibleName("Open chat");
        open(one);
        write(other, "And from the other");
        assertThat(lines(one).last()).containsText("And from the other");
        assertThat(lines(one)).hasCount(4);
        assertThat(lines(other)).hasCount(4);
        log.delivery(answer, DeliveryStatus.READ, 1);
        assertThat(said(one)).containsExactly("Hello from one tab", "And from the other");
    }

    @Test
    void shouldLoseAndDoubleNothingWhenTheConnectionIsLost() {
        // given a connection that breaks after the message got through and before that is known
        var isBroken = new AtomicBoolean();
        visitor.routeWebSocket(Pattern.compile(".*/chat/web.*"), browser -> {
            var server = browser.connectToServer();
            server.onMessage(frame -> {
                if (!frame.text().contains("\"welcome\"") && isBroken.compareAndSet(false, true)) {
                    server.close();
                    browser.close();
                } else {
                    browser.send(frame.text());
                }
            });
        });
        var page = visit("", "");
        open(page);
        // when
        write(page, "Only once");
        // then
        assertThat(lines(page).last()).containsText("Sent");
        assertThat(lines(page)).hasCount(2);
        assertThat(isBroken).isTrue();
        assertThat(said(page)).containsExactly("Only once");
    }

    @Test
    void shouldKeepWhatIsWrittenWithoutAConnection() {
        // given
        visitor.route("**/visits", Route::abort);
        var page = visit("", "");
        open(page);
        write(page, "Written in a tunnel");
        assertThat(lines(page).last()).containsText("Sending");
        assertThat(page.getByText("No connection.")).isVisible();
        // when
        visitor.unroute("**/visits");
        page.reload();
        // then
        open(page);
        assertThat(lines(page).last()).containsText("Sent");
        assertThat(said(page)).containsExactly("Written in a tunnel");
    }

    @Test
    void shouldSayWhyAMessageIsRefused() {
        var page = visit("", "");
        open(page);
        write(page, "Short enough");
        assertThat(lines(page).last()).containsText("Sent");
        box(page).evaluate("box => box.removeAttribute('maxlength')");
        write(page, "x".repeat(4001));
        assertThat(lines(page).last()).containsText("A message has at most 4000 characters.");
        assertThat(lines(page).last().getByRole(AriaRole.BUTTON)).hasText("Try again");
    }

    @Test
    void shouldBeOperableByKeyboard() {
        var page = visit("", "");
        assertThat(launcher(page)).hasAttribute("aria-expanded", "false");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        assertThat(launcher(page)).isFocused();
        page.keyboard().press("Enter");
        assertThat(launcher(page)).hasAttribute("aria-expanded", "true");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasAccessibleName("Chat with us");
        assertThat(box(page)).isFocused();
        page.keyboard().type("k");
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        assertThat(launcher(page)).isFocused();
        assertThat(page.locator("#keys")).hasText("Tab Tab");
    }

    @Test
    void shouldFillASmallScreen() {
        visitor.close();
        visitor = visitor(390, ColorScheme.DARK);
        var page = visit("", "data-theme='dark'");
        open(page);
        write(page, "From my phone");
        assertThat(lines(page).last()).containsText("Sent");
        answer(page, "A long answer, ".repeat(12) + "and.a.word.without.any.space.".repeat(6));
        assertThat(lines(page)).hasCount(3);
        var panel = page.getByRole(AriaRole.DIALOG).boundingBox();
        assertThat(panel.width).isEqualTo(390);
        assertThat(panel.height).isEqualTo(844);
        // the page behind cannot be reached
        for (int i = 0; i < 8; i++) {
            page.keyboard().press("Tab");
        }
        assertThat((String) page.evaluate("document.activeElement.localName")).isNotEqualTo("a");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCSS("background-color", "rgb(29, 32, 38)");
        shot(page, "phone-dark");
    }

    @Test
    void shouldStayItselfOnAHostilePage() {
        // given
        var page = visit(
                "hostile",
                "data-color='#ffd400' data-position='left' data-title='Moin' data-lang='de'"
                        + " data-strings='{\"send\":\"Ab damit\"}'");
        // then
        var box = launcher(page).boundingBox();
        assertThat(box.width).isEqualTo(56);
        assertThat(box.x).isEqualTo(20);
        launcher(page).click();
        assertThat(page.getByRole(AriaRole.DIALOG)).hasAccessibleName("Moin");
        assertThat(page.getByText("Hallo! Wie können wir helfen?")).hasCSS("font-size", "15px");
        var send = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ab damit"));
        assertThat(send).hasCSS("background-color", "rgb(255, 212, 0)");
        assertThat(send).hasCSS("color", "rgb(0, 0, 0)");
        shot(page, "hostile");
        assertThat(page.locator("#mine")).hasCSS("color", "rgb(1, 2, 3)");
        assertThat(page.evaluate("before.filter(it => !(it in window)).concat(Object.keys(window)"
                        + ".filter(it => !before.includes(it)))"))
                .isEqualTo(List.of());
        assertThat(page.evaluate("document.head.children.length")).isEqualTo(4);
    }

    @Test
    void shouldAskAndSayWhenNobodyIsThere() {
        var page = visit("", "data-account='club'");
        launcher(page).click();
        assertThat(page.getByText("Nobody is here just now. We are back")).isVisible();
        var name = page.getByLabel("Your name");
        assertThat(name).isFocused();
        // when
        write(page, "Is anybody there?");
        // then the browser asks for what is missing
        assertThat(lines(page)).hasCount(1);
        assertThat(name).isFocused();
        shot(page, "asked");
        name.fill("Kim Example");
        page.getByLabel("Your email address (optional)").fill("kim@example.com");
        box(page).press("Enter");
        assertThat(lines(page).last()).containsText("Sent");
        assertThat(name).isHidden();
    }

    @Test
    void shouldAskAfterwardsWhatItCouldNotAskBefore() {
        // given a message that was written before the server could say what to ask
        visitor.route("**/visits", Route::abort);
        var page = visit("", "data-account='club'");
        open(page);
        write(page, "Hello");
        visitor.unroute("**/visits");
        page.reload();
        launcher(page).click();
        assertThat(lines(page).last()).containsText("Please give your name.");
        var again = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Try again"));
        again.click();
        assertThat(page.getByLabel("Your name")).isFocused();
        // when
        page.getByLabel("Your name").fill("Kim Example");
        again.click();
        // then
        assertThat(lines(page).last()).containsText("Sent");
        assertThat(lines(page)).hasCount(2);
    }

    @Test
    void shouldKnowWhoIsSignedIn() {
        // given
        var user = "data-account='members' data-user-id='u-7' data-user-name='Kim Example' data-user-hash='";
        var page = visit("", user + ChatAdapterIT.hash("u-7") + "'");
        open(page);
        write(page, "It is me");
        assertThat(lines(page).last()).containsText("Sent");
        // when the same user comes on another device
        var phone = visitor(390, ColorScheme.LIGHT);
        try (phone) {
            var other = visit(phone, "", user + ChatAdapterIT.hash("u-7") + "'");
            launcher(other).click();
            // then
            assertThat(lines(other).last()).containsText("It is me");
        }
        // when somebody else signs in here
        page = visit("", user.replace("u-7", "u-8") + ChatAdapterIT.hash("u-8") + "'");
        open(page);
        assertThat(lines(page)).hasCount(1);
        assertThat((String) page.evaluate("Object.keys(localStorage).join()")).doesNotContain("u-7");
        assertThat(complaints).isEmpty();
        // when the hash is wrong
        page = visit("", user + ChatAdapterIT.hash("u-8") + "'");
        launcher(page).click();
        assertThat(page.getByText("The hash is not the HMAC-SHA256")).isVisible();
        assertThat(box(page)).isHidden();
    }

    @Test
    void shouldSendAFile() {
        // given
        var page = visit("", "");
        open(page);
        write(page, "Here is a photo");
        assertThat(lines(page).last()).containsText("Sent");
        // when
        page.locator("rapport-chat input[type=file]")
                .setInputFiles(new FilePayload("lid.txt", "text/plain", "a lid".getBytes(StandardCharsets.UTF_8)));
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Remove lid.txt")))
                .isVisible();
        shot(page, "file");
        box(page).press("Enter");
        // then
        assertThat(lines(page).last()).containsText("lid.txt");
        assertThat(lines(page).last()).containsText("Sent");
        page.reload();
        open(page);
        assertThat(lines(page).last()).containsText("lid.txt");
        assertThat(saved(page, "lid.txt")).hasContent("a lid");
        assertThat(complaints).isEmpty();
    }

    @Test
    void shouldShowAndSaveTheFilesOfAnAnswer() throws IOException {
        // given
        var page = visit("", "");
        open(page);
        write(page, "Which lid is it?");
        assertThat(lines(page).last()).containsText("Sent");
        var picture = picture();
        var manual = "Screw it on.".getBytes(StandardCharsets.UTF_8);
        // when
        answer(page, "This one.", keep("lid.png", "image/png", picture), keep("manual.txt", "text/plain", manual));
        // then the picture is seen under a policy that allows none
        assertThat(drawn(page)).hasCount(1);
        assertThat(drawn(page)).hasJSProperty("width", 480);
        shot(page, "answer-with-files");
        assertThat(Files.readAllBytes(saved(page, "lid.png"))).isEqualTo(picture);
        assertThat(Files.readAllBytes(saved(page, "manual.txt"))).isEqualTo(manual);
        // and again on a phone's screen, when the visitor comes back
        page.setViewportSize(390, 844);
        page.reload();
        open(page);
        assertThat(drawn(page)).hasCount(1);
        assertThat(Files.readAllBytes(saved(page, "manual.txt"))).isEqualTo(manual);
        shot(page, "answer-with-files-phone");
        assertThat(complaints).isEmpty();
    }

    private static Locator drawn(Page page) {
        return page.locator("rapport-chat canvas");
    }

    private static Path saved(Page page, String name) {
        var file = page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Download " + name)));
        var download = page.waitForDownload(file::click);
        assertThat(download.suggestedFilename()).isEqualTo(name);
        return download.path();
    }

    private static byte[] picture() throws IOException {
        var image = new BufferedImage(600, 400, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, Color.ORANGE, 600, 400, Color.BLUE));
        pen.fillRect(0, 0, 600, 400);
        var png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    private Attachment keep(String name, String mediaType, byte[] content) {
        var id = new PayloadStore(new FolderObjectStore(store)).putAttachment(TenantId.DEFAULT, content);
        return new Attachment(name, mediaType, content.length, id);
    }

    @Test
    void shouldServeAShopWithTheWidget() {
        var page = visitor.newPage();
        page.navigate(adapter.toString());
        page.onConsoleMessage(this::listen);
        launcher(page).click();
        assertThat(page.getByRole(AriaRole.DIALOG)).hasAccessibleName("The Copper Kettle");
        write(page, "Hello");
        assertThat(lines(page).last()).containsText("Sent");
        shot(page, "shop");
        assertThat(complaints).isEmpty();
    }

    /** Opens a page of the site, with a policy that allows the widget only, or with styles that want to break it. */
    private Page visit(String kind, String attributes) {
        return visit(visitor, kind, attributes);
    }

    private Page visit(BrowserContext context, String kind, String attributes) {
        var page = context.newPage();
        page.onConsoleMessage(this::listen);
        page.navigate(PAGE + kind + "?"
                + URLEncoder.encode(attributes, StandardCharsets.UTF_8).replace("+", "%20"));
        return page;
    }

    private BrowserContext visitor(int width, ColorScheme scheme) {
        var context = chromium.newContext(
                new Browser.NewContextOptions().setViewportSize(width, 844).setColorScheme(scheme));
        context.setDefaultTimeout(PATIENCE_MS);
        context.route(PAGE + "**", this::serve);
        return context;
    }

    private void serve(Route route) {
        var url = URI.create(route.request().url());
        var own = "http://" + adapter.getAuthority();
        boolean isHostile = url.getPath().equals("/hostile");
        var policy = isHostile
                ? "default-src * 'unsafe-inline'"
                : "default-src 'none'; base-uri 'none'; require-trusted-types-for 'script'; script-src " + own
                        + " 'nonce-page'; connect-src " + own + " ws://" + adapter.getAuthority();
        var style = isHostile
                ? "<style>* { all: unset !important; color: rgb(1, 2, 3) !important; font-size: 41px !important }"
                        + "rapport-chat, dialog, button, svg { display: none !important; position: static !important }</style>"
                : "";
        var html = "<!doctype html><html lang='en'><head><title>A shop</title>" + style
                + "<script nonce='page'>var before = []; before = Object.keys(window);"
                + "addEventListener('keydown', e => keys.textContent = (keys.textContent + ' ' + e.key).trim())</script>"
                + "<script src='" + own + "/widget.js' "
                + (url.getQuery() == null ? "" : url.getQuery())
                + " data-account='web' async></script></head><body><p id='mine'>A shop</p><a href='#orders'>Orders</a>"
                + "<p id='keys'></p></body></html>";
        route.fulfill(new Route.FulfillOptions()
                .setHeaders(Map.of("Content-Type", "text/html; charset=utf-8", "Content-Security-Policy", policy))
                .setBody(html));
    }

    private void listen(ConsoleMessage message) {
        if (message.type().equals("error")) {
            complaints.add(message.text());
        }
    }

    private static Locator launcher(Page page) {
        return page.locator("rapport-chat .launcher");
    }

    private static Locator lines(Page page) {
        return page.getByRole(AriaRole.LOG).getByRole(AriaRole.LISTITEM);
    }

    private static Locator box(Page page) {
        return page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Your message"));
    }

    private static void open(Page page) {
        launcher(page).click();
        assertThat(box(page)).isFocused();
    }

    private static void write(Page page, String text) {
        box(page).fill(text);
        box(page).press("Enter");
    }

    /** What the visitor told the log, each event once. */
    private List<String> said(Page page) {
        var key = "default:" + thread(page).id();
        var seen = new LinkedHashMap<String, String>();
        for (var record : log.records(Topics.INTERACTIONS)) {
            if (key.equals(record.key())
                    && TestLog.header(record, "ce_type").equals("rapport.interactions.message-received.v1")) {
                seen.put(
                        TestLog.header(record, "ce_id"),
                        log.json(record).path("content").path("text").asText());
            }
        }
        return List.copyOf(seen.values());
    }

    private Event<SendMessage> answer(Page page, String text, Attachment... files) {
        var thread = thread(page);
        var like = Messages.to(Channel.CHAT, "web", thread.party(), text);
        var message = new SendMessage(
                like.commandId(),
                thread,
                like.customerId(),
                like.to(),
                new Author(null, "Ada Example"),
                like.purpose(),
                null,
                text,
                null,
                like.requestedAt(),
                null,
                List.of(files));
        var event = log.event(thread.id().value(), message);
        log.send(OUTBOUND, event);
        return event;
    }

    private static ThreadRef thread(Page page) {
        var party = (String) page.evaluate("JSON.parse(localStorage.getItem('rapport-chat:web')).visitor");
        return ThreadRef.of(TenantId.DEFAULT, Channel.CHAT, "web", party, null);
    }

    private static void shot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
    }
}
