package dev.ske.kms;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/** The shared files in {@code ~/.aws}: read for those credentials only that may come from them. */
final class Profiles {
    /** As if there were no files. */
    static ProfileFile none() {
        return ProfileFile.aggregator().build();
    }

    /** The name of the profile that a key's credentials may use; null: none. */
    static @Nullable String named(String credentials, Surroundings surroundings) {
        if (credentials.startsWith(Credentials.PROFILE)) {
            return credentials.substring(Credentials.PROFILE.length());
        }
        if (!credentials.equals(Credentials.DEFAULT_CHAIN)) {
            return null;
        }
        String name = surroundings.either("aws.profile", "AWS_PROFILE");
        return name == null ? "default" : name;
    }

    /** The profile's region; null if it, or the file, says none. */
    static @Nullable String region(String name) {
        Optional<Profile> profile = ProfileFile.defaultProfileFile().profile(name);
        return profile.isPresent() ? profile.get().property("region").orElse(null) : null;
    }

    /** For the SDK, which asks a supplier. */
    static final class None implements Supplier<ProfileFile> {
        private final ProfileFile none = none();

        @Override
        public ProfileFile get() {
            return none;
        }
    }

    private Profiles() {}
}
