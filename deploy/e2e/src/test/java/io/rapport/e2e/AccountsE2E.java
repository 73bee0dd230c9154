package io.rapport.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An account that is set up in the console is served by a running adapter, until it is removed there. */
@Order(3)
@ExtendWith(OnePlatform.class)
class AccountsE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ID = "live";

    @Test
    void shouldServeAWebSiteAsLongAsItIsSetUpInTheConsole(Platform platform) throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        try (var playwright = browser()) {
            var page = playwright.chromium().launch(Browsers.options()).newPage();
            try {
                walk(platform, page);
            } catch (AssertionError | PlaywrightException e) {
                page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/e2e/failure-accounts.png")));
                throw e;
            }
        }
    }

    /** With a browser that can be launched. */
    private static Playwright browser() {
        try {
            var playwright = Browsers.playwright();
            playwright.chromium().launch(Browsers.options()).close();
            return playwright;
        } catch (PlaywrightException e) {
            assumeTrue(Boolean.parseBoolean(System.getenv("RAPPORT_REQUIRE_BROWSER")), "no browser");
            throw e;
        }
    }

    private static void walk(Platform platform, Page page) throws Exception {
        page.navigate(platform.desk() + "/admin/channels");
        page.getByLabel("Email").fill("ada@example.com");
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(platform.demoPassword());
        button(page, "Sign in").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Channels")))
                .isVisible();
        assertThat(visit(platform)).isEqualTo(404);

        // when it is set up
        button(page, "Add account").click();
        var form = page.getByRole(AriaRole.DIALOG);
        form.getByLabel("Provider").selectOption("CHAT website");
        form.getByRole(
                        AriaRole.TEXTBOX,
                        new Locator.GetByRoleOptions().setName("Id").setExact(true))
                .fill(ID);
        form.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Add account"))
                .click();

        // then
        var row = page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Set-up accounts"))
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHas(button(page, "Edit " + ID)));
        assertThat(row).containsText("Connected");
        assertThat(visit(platform)).isEqualTo(200);

        // when it is removed
        button(page, "Remove " + ID).click();
        button(page, "Remove account").click();

        // then
        assertThat(row).hasCount(0);
        assertThat(page.getByText("Being removed")).hasCount(0);
        assertThat(visit(platform)).isEqualTo(404);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** What the adapter answers a page of its own that asks how to connect to the site. */
    private static int visit(Platform platform) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var asked = HttpRequest.newBuilder(URI.create(platform.chat() + "/chat/" + ID + "/visits"))
                    .header("Origin", platform.chat())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"visitor\":\"" + UUID.randomUUID() + "\"}"))
                    .build();
            return http.send(asked, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
