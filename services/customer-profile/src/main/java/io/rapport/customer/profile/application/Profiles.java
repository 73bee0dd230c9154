package io.rapport.customer.profile.application;

import io.rapport.contracts.customers.Consent;
import io.rapport.contracts.customers.ProfileChanged;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.TenantId;
import io.rapport.customer.profile.model.Sighting;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where profiles are kept. */
public interface Profiles {

    /** A profile to tell about, whole. */
    record Told(TenantId tenant, ProfileChanged profile) {}

    /** Takes the sightings in, and gives the profiles that are new or have another name; the others wait to be claimed. */
    Uni<List<Told>> record(SqlConnection tx, Collection<Sighting> sightings, Instant now);

    /** Profiles that changed and were told about longer ago than that; they count as told from now on. */
    Uni<List<Told>> claim(SqlConnection tx, Instant toldBefore, Instant now, int most);

    /** One profile, which counts as told from now on, after a consent was given or refused. */
    Uni<Optional<Told>> allow(
            SqlConnection tx, TenantId tenant, CustomerId customer, Consent consent, String evidence, Instant now);

    Uni<Optional<ProfileChanged>> find(TenantId tenant, CustomerId customer, Instant now);
}
