package io.rapport.desk.account;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.Instant;

/** A browser that is signed in: the hash of its token, and how long it lasts. */
@Entity
@SuppressWarnings("NullAway.Init") // Hibernate fills it
public class Session {
    @Id
    String tokenHash;

    String tenant;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    @JoinColumn(name = "account_id")
    Account account;

    String csrfToken;
    Instant usedAt;
    Instant expiresAt;
    Instant endsAt;

    protected Session() {}

    Session(String tokenHash, Account account, String csrfToken, SessionTimes times) {
        this.tokenHash = tokenHash;
        this.tenant = account.tenant;
        this.account = account;
        this.csrfToken = csrfToken;
        this.usedAt = times.usedAt();
        this.expiresAt = times.expiresAt();
        this.endsAt = times.endsAt();
    }
}
