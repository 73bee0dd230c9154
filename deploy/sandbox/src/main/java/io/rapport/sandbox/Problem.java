package io.rapport.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What went wrong, for a person (RFC 9457). */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable Integer smtpCode) {

    public static RestResponse<Object> response(int status, String title, String detail) {
        return response(status, title, detail, null);
    }

    public static RestResponse<Object> response(int status, String title, String detail, @Nullable Integer smtpCode) {
        return RestResponse.ResponseBuilder.<Object>create(status)
                .entity(new Problem("about:blank", title, status, detail, smtpCode))
                .header("Content-Type", "application/problem+json")
                .build();
    }
}
