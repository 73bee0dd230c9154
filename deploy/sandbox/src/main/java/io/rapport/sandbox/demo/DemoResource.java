package io.rapport.sandbox.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.sandbox.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Starts, shows and stops the demo. */
@Path("/api/demo")
@Produces(MediaType.APPLICATION_JSON)
public class DemoResource {
    private static final int MOST_SECONDS = 24 * 3600;
    private static final int MOST_PER_MINUTE = 600;

    private final Demo demo;
    private final ObjectMapper json;

    DemoResource(Demo demo, ObjectMapper json) {
        this.demo = demo;
        this.json = json;
    }

    /**
     * Starts, or changes the pace.
     *
     * @param body seconds and perMinute as JSON; what is left out is an hour and ten messages a minute
     */
    @POST
    @Path("/start")
    @Consumes(MediaType.WILDCARD)
    public RestResponse<Object> start(@Nullable String body) {
        JsonNode pace;
        try {
            pace = json.readTree(body == null || body.isBlank() ? "{}" : body);
        } catch (JsonProcessingException e) {
            return Problem.response(400, "This is not JSON", "Send {\"seconds\": 600, \"perMinute\": 10}.", null);
        }
        int seconds = pace.path("seconds").asInt(3600);
        double perMinute = pace.path("perMinute").asDouble(10);
        if (seconds < 1 || seconds > MOST_SECONDS || perMinute <= 0 || perMinute > MOST_PER_MINUTE) {
            return Problem.response(
                    400,
                    "This pace is not possible",
                    "seconds goes from 1 to " + MOST_SECONDS + ", perMinute above 0 to " + MOST_PER_MINUTE + ".",
                    null);
        }
        return RestResponse.ok(demo.start(Duration.ofSeconds(seconds), perMinute));
    }

    @GET
    public Demo.State state() {
        return demo.state();
    }

    @POST
    @Path("/stop")
    public Demo.State stop() {
        return demo.stop();
    }
}
