package io.rapport.platform.channel.store;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes the payload store that the configuration asks for. */
@Singleton
class PayloadStoreProducer {
    @Produces
    @Singleton
    PayloadStore payloadStore(StoreConfig config) {
        var bucket = config.s3().bucket();
        ObjectStore objects = bucket.isPresent()
                ? new S3ObjectStore(client(config.s3()), bucket.get())
                : new FolderObjectStore(config.folder());
        return new PayloadStore(objects);
    }

    static S3Client client(StoreConfig.S3 config) {
        // Stores outside AWS often know neither the SDK's trailing checksums nor its signed chunks: a plain body suits
        // all.
        var client = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .region(Region.of(config.region()))
                .serviceConfiguration(
                        s3 -> s3.pathStyleAccessEnabled(config.pathStyle()).chunkedEncodingEnabled(false))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        config.endpoint().ifPresent(client::endpointOverride);
        if (config.accessKey().isPresent() && config.secretKey().isPresent()) {
            client.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    config.accessKey().get(), config.secretKey().get())));
        }
        return client.build();
    }
}
