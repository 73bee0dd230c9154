package io.rapport.desk.token;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;

/** The public half of the signing key, for every service to verify tokens with. */
@Path("/.well-known/jwks.json")
@Singleton
class JwksResource {
    private final SigningKeys keys;

    JwksResource(SigningKeys keys) {
        this.keys = keys;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> keys() {
        return keys.current()
                .map(key -> Response.ok(new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY))
                        .header("Cache-Control", "public, max-age=300")
                        .build());
    }
}
