package io.rapport.email.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.email.EmailConfig;
import io.rapport.email.support.TestClock;
import io.rapport.email.support.TokenEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessTokenTest {
    private final TestClock clock = new TestClock();
    private final List<String> issued = new ArrayList<>();
    private final TokenEndpoint endpoint = new TokenEndpoint(issued::add);

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void shouldKeepATokenUntilItExpires() throws Exception {
        // given
        var token = token(endpoint.address(), Optional.of("refresh-0"), TokenEndpoint.CLIENT_SECRET);
        // when
        assertThat(token.get()).isEqualTo("token-1");
        clock.pass(Duration.ofMinutes(58));
        assertThat(token.get()).isEqualTo("token-1");
        clock.pass(Duration.ofMinutes(1));
        assertThat(token.get()).isEqualTo("token-2");
        // then
        assertThat(endpoint.asked())
                .extracting(it -> it.get("grant_type") + " " + it.get("refresh_token"))
                .containsExactly("refresh_token refresh-0", "refresh_token refresh-1");
    }

    @Test
    void shouldFetchANewOneWhenAServerDidNotTakeIt() throws Exception {
        // given
        var token = token(endpoint.address(), Optional.of("refresh-0"), TokenEndpoint.CLIENT_SECRET);
        assertThat(token.get()).isEqualTo("token-1");
        // when
        token.forget();
        // then
        assertThat(token.get()).isEqualTo("token-2");
        assertThat(issued).hasSize(2);
    }

    @Test
    void shouldShowTheClientsOwnCredentialsWhenThereIsNoRefreshToken() throws Exception {
        // given
        var token = token(endpoint.address(), Optional.empty(), TokenEndpoint.CLIENT_SECRET);
        // when
        token.get();
        // then
        assertThat(endpoint.asked())
                .singleElement()
                .satisfies(it -> assertThat(it)
                        .containsEntry("grant_type", "client_credentials")
                        .containsEntry("scope", "https://mail.example.com/.default")
                        .doesNotContainKey("refresh_token"));
    }

    @Test
    void shouldSayWhyThereWillBeNoToken() {
        // given
        var wrong = token(endpoint.address(), Optional.empty(), "a-wrong-secret");
        var right = token(endpoint.address(), Optional.of("refresh-0"), TokenEndpoint.CLIENT_SECRET);
        endpoint.refuse("invalid_grant");
        // then
        assertThatThrownBy(right::get)
                .isInstanceOf(AccessToken.Refused.class)
                .hasMessage("The token endpoint refuses: invalid_grant");
        // when
        endpoint.relent();
        // then
        assertThatThrownBy(wrong::get).hasMessage("The token endpoint refuses: invalid_client");
    }

    @Test
    void shouldTellNoTokenNowFromNoTokenEver() {
        assertThatThrownBy(token("http://localhost:1/token", Optional.empty(), "x")::get)
                .isInstanceOf(IOException.class);
        assertThatThrownBy(token(endpoint.address().replace("/token", "/none"), Optional.empty(), "x")::get)
                .isInstanceOf(IOException.class);
    }

    private AccessToken token(String address, Optional<String> refreshToken, String secret) {
        return new AccessToken(
                new EmailConfig.OAuth() {
                    @Override
                    public String tokenEndpoint() {
                        return address;
                    }

                    @Override
                    public String clientId() {
                        return TokenEndpoint.CLIENT;
                    }

                    @Override
                    public Optional<String> clientSecret() {
                        return Optional.of(secret);
                    }

                    @Override
                    public Optional<String> refreshToken() {
                        return refreshToken;
                    }

                    @Override
                    public Optional<String> scope() {
                        return Optional.of("https://mail.example.com/.default");
                    }
                },
                new ObjectMapper(),
                clock);
    }
}
