package io.rapport.sandbox.phone;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.rapport.sandbox.people.Person;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A customer with a phone, as the page plays one.
 *
 * @param to under what the company is known in the network
 */
public record Customer(Person person, Network network, String to) {
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A picture of one pixel. */
    public static final byte[] PICTURE = java.util.Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public void writes(String text, String... files) {
        writes(Map.of("text", text, "files", List.of(files), "to", to))
                .statusCode(202)
                .body("state", is("UNDERWAY"));
    }

    /** Chooses who may read it. */
    public void writes(Visibility visibility, String text, String... files) {
        writes(Map.of("text", text, "files", List.of(files), "to", to, "visibility", visibility))
                .statusCode(202)
                .body("visibility", is(visibility.name()));
    }

    public ValidatableResponse writes(Map<String, ?> draft) {
        return given().contentType(ContentType.JSON)
                .body(draft)
                .post(path("messages"))
                .then();
    }

    /** Gives the id of a picture to send. */
    public static String hasPicture() {
        return has("broken cup.png", "image/png", PICTURE);
    }

    /** Gives the id of a file to send, with nothing but zeros in it. */
    public static String has(String type, int size) {
        return has("file", type, new byte[size]);
    }

    private static String has(String name, String type, byte[] content) {
        return given().contentType(type)
                .body(content)
                .post("/api/files?name=" + name)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public void looks() {
        given().contentType(ContentType.JSON)
                .queryParam("to", to)
                .post(path("read"))
                .then()
                .statusCode(204);
    }

    public void waitsUntil(String text, String state) {
        await(text + " is " + state).atMost(PATIENCE).until(() -> state.equals(find(text, "state")));
    }

    /** A field of the first message on the phone with this text; null when there is none. */
    public <T> T find(String text, String field) {
        return phone().extract()
                .path("phones.find { it.network == '%s' && it.company == '%s' }.messages.find { it.text == '%s' }?.%s"
                        .formatted(network, to, text, field));
    }

    public ValidatableResponse phone() {
        return given().get("/api/people/" + person.address()).then().statusCode(200);
    }

    private String path(String last) {
        return "/api/people/" + person.address() + "/" + network.name().toLowerCase(Locale.ROOT) + "/" + last;
    }
}
