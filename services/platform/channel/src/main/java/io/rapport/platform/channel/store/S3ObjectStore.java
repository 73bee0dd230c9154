package io.rapport.platform.channel.store;

import java.util.Optional;
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
