package io.rapport.desk.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.desk.Browser;
import io.rapport.desk.DeskResource;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(DeskResource.class)
class TokenIT {
    @InjectTestLog
    TestLog log;

    @Test
    void shouldBeVerifiableWithThePublishedKeyWhenTheDeskCallsAService() throws Exception {
        // given
        var ada = Browser.of(log, Browser.ADA);
        var published = given().get("/.well-known/jwks.json").asString();

        // when
        var authorization = ada.reading().get("/api/care/summary").<String>path("authorization");

        // then
        assertThat(published).doesNotContain("\"d\"");
        var claims = new JwtConsumerBuilder()
                .setVerificationKeyResolver(
                        new JwksVerificationKeyResolver(new JsonWebKeySet(published).getJsonWebKeys()))
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .setExpectedIssuer("rapport-desk")
                .setExpectedAudience("rapport")
                .setRequireExpirationTime()
                .setMaxFutureValidityInMinutes(5)
                .build()
                .processToClaims(authorization.substring("Bearer ".length()));
        assertThat(claims.getSubject()).isEqualTo(ada.agentId().toString());
        assertThat(claims.getStringClaimValue("upn")).isEqualTo(Browser.ADA);
        assertThat(claims.getStringClaimValue("tenant")).isEqualTo("default");
        assertThat(claims.getStringListClaimValue("groups")).containsExactlyInAnyOrder("agent", "supervisor", "admin");
    }

    @Test
    void shouldBeTheSameForASessionUntilItRunsOut() {
        // given
        var ada = Browser.of(log, Browser.ADA);

        // when
        var first = ada.reading().get("/api/care/summary").<String>path("authorization");
        var second = ada.reading().get("/api/care/summary").<String>path("authorization");

        // then
        assertThat(second).isEqualTo(first);
    }
}
