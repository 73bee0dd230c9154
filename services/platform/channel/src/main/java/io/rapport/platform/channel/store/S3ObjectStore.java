package io.rapport.platform.channel.store;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * An object store that speaks the S3 API.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">conditional writes</a>
 */
public class S3ObjectStore implements ObjectStore {
    private static final int PRECONDITION_FAILED = 412;
    /** Another conditional write of the object is under way. */
    private static final int CONFLICT = 409;

    private final S3Client s3;
    private final String bucket;

    public S3ObjectStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public void put(String key, byte[] content) {
        try {
            s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(content));
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content) {
        try {
            s3.putObject(put -> put.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.fromBytes(content));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
                return false;
            }
            throw unavailable(e);
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    /** By writing it anew, unless somebody else did meanwhile. */
    @Override
    public long append(String key, byte[] content) {
        while (true) {
            var longer = appended(key, content);
            if (longer.isPresent()) {
                return longer.getAsLong();
            }
        }
    }

    @Override
    public boolean isGoodAtAppending() {
        return false;
    }

    private OptionalLong appended(String key, byte[] content) {
        try {
            var before = s3.getObjectAsBytes(get -> get.bucket(bucket).key(key));
            var there = before.asByteArrayUnsafe();
            var together = Arrays.copyOf(there, there.length + content.length);
            System.arraycopy(content, 0, together, there.length, content.length);
            s3.putObject(
                    put -> put.bucket(bucket).key(key).ifMatch(before.response().eTag()),
                    RequestBody.fromBytes(together));
            return OptionalLong.of(together.length);
        } catch (NoSuchKeyException absent) {
            return putIfAbsent(key, content) ? OptionalLong.of(content.length) : OptionalLong.empty();
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT) {
                return OptionalLong.empty();
            }
            throw unavailable(e);
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    @Override
    public Optional<byte[]> read(String key) {
        try {
            var object = s3.getObjectAsBytes(get -> get.bucket(bucket).key(key));
            return Optional.of(object.asByteArrayUnsafe());
        } catch (NoSuchKeyException absent) {
            return Optional.empty();
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    private StoreUnavailable unavailable(SdkException e) {
        return new StoreUnavailable(
                "The payload store could not use the bucket \"" + bucket
                        + "\": check rapport.store.s3.endpoint, its keys and the bucket",
                e);
    }
}
