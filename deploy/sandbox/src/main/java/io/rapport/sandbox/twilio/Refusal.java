package io.rapport.sandbox.twilio;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Why Twilio refuses a call, as it says it. */
record Refusal(int code, String message) {
    static final Refusal UNKNOWN = new Refusal(20003, "Authenticate");

    /** What goes over the wire. */
    public record Problem(
            int code,
            String message,
            @JsonProperty("more_info") String moreInfo,
            int status) {}

    RestResponse<Object> answer(int status) {
        return ResponseBuilder.<Object>create(status)
                .entity(new Problem(code, message, "https://www.twilio.com/docs/errors/" + code, status))
                .type(MediaType.APPLICATION_JSON)
                .build();
    }
}
