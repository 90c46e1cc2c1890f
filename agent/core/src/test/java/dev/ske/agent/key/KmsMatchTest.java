package dev.ske.agent.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.Place;
import dev.ske.agent.config.KmsKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KmsMatchTest {
    private static final String ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String MRK = "mrk-1234abcd12ab34cd56ef1234567890ab";
    private static final String WRAPPED = "arn:aws:kms:eu-central-1:111122223333:key/";

    @ParameterizedTest
    @CsvSource({
        "arn:aws:kms:eu-central-1:111122223333:key/ID, , true",
        "arn:aws:kms:us-east-1:111122223333:key/ID, , false",
        "arn:aws:kms:eu-central-1:444455556666:key/ID, , false",
        "arn:aws-cn:kms:eu-central-1:111122223333:key/ID, , false",
        "arn:aws:kms:eu-central-1:111122223333:key/IDx, , false",
        "ID, , true",
        "ID, eu-central-1, true",
        "0ID, , false",
        "mrk-ID, , false",
        "alias/app, , true",
        "alias/app, eu-central-1, true",
        "alias/app, us-east-1, false",
        "arn:aws:kms:eu-central-1:111122223333:alias/app, , true",
        "arn:aws:kms:eu-central-1:444455556666:alias/app, , false",
        "arn:aws:kms:us-east-1:111122223333:alias/app, , false",
        "arn:aws-us-gov:kms:eu-central-1:111122223333:alias/app, , false",
    })
    void a_key_of_one_region(String configured, @Nullable String region, boolean may) {
        assertThat(KmsMatch.mayOpen(key(configured.replace("ID", ID), region, null), WRAPPED + ID))
                .isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:kms:eu-central-1:111122223333:key/MRK, , true",
        "arn:aws:kms:us-east-1:111122223333:key/MRK, , true",
        "arn:aws:kms:us-east-1:444455556666:key/MRK, , false",
        "MRK, us-east-1, true",
        "MRK0, , false",
        "alias/app, us-east-1, true",
        "arn:aws:kms:us-east-1:111122223333:alias/app, , true",
        "arn:aws:kms:us-east-1:444455556666:alias/app, , false",
    })
    void a_replica_of_a_multi_region_key(String configured, @Nullable String region, boolean may) {
        assertThat(KmsMatch.mayOpen(key(configured.replace("MRK", MRK), region, null), WRAPPED + MRK))
                .isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({"alias/app, true", "some-key, true", "other-key, false"})
    void an_emulator_may_call_its_keys_as_it_likes(String configured, boolean may) {
        assertThat(KmsMatch.mayOpen(key(configured, "us-east-1", "http://127.0.0.1:1"), "some-key"))
                .isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        "alias/app, true",
        "arn:aws:kms:us-east-1:111122223333:alias/app, false",
        "arn:aws:kms:eu-central-1:111122223333:alias/app, true"
    })
    void with_an_endpoint_the_region_says_only_how_requests_are_signed(String configured, boolean may) {
        assertThat(KmsMatch.mayOpen(key(configured, "us-east-1", "http://127.0.0.1:1"), WRAPPED + ID))
                .isEqualTo(may);
    }

    private static KmsKey key(String id, @Nullable String region, @Nullable String endpoint) {
        KmsKey.Draft draft = new KmsKey.Draft();
        draft.region = region;
        draft.endpoint = endpoint;
        return new KmsKey(id, draft, new Place("a.yaml", 1, 1));
    }
}
