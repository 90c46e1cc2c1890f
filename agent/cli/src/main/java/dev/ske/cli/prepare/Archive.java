package dev.ske.cli.prepare;

import dev.ske.agent.helper.Preparation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ServerSocketFactory;

/** Has this JDK write a shared archive of the classes that a helper loads, by having one practise on loopback servers. */
final class Archive {
    private static final String MAIN = "dev.ske.kms.Practice";

    private final Path jar;
    private final Path scratch;
    private final String specification;
    private final Child child;

    /**
     * @param jar the helper's, at its final place: an archive holds for this path, size and time only
     * @param scratch a folder for temporary files
     * @param specification {@code java.specification.version}
     */
    Archive(Path jar, Path scratch, String specification) {
        this.jar = jar;
        this.scratch = scratch;
        this.specification = specification;
        child = new Child(scratch);
    }

    /**
     * Makes it in the scratch folder.
     *
     * @param kind not NONE
     * @throws IOException if a JVM fails, or writes none; its text says why
     */
    Path make(ArchiveKind kind) throws IOException {
        Path archive = scratch.resolve("archive");
        kind.write(archive, this::practise, this::dump);
        return archive;
    }

    /** Has a helper practise; returns what it answered, which is all that was asked for. */
    byte[] practise(String... options) throws IOException {
        SelfSigned certificate = new SelfSigned(scratch.resolve("certificate"), specification, child);
        LoopbackEnclave enclave = new LoopbackEnclave();
        try (LoopbackAws tls = new LoopbackAws(certificate.sockets(), enclave);
                LoopbackAws plain = new LoopbackAws(ServerSocketFactory.getDefault(), enclave)) {
            List<String> endpoints = Arrays.asList("https://" + tls.authority(), "http://" + plain.authority());
            Rehearsal rehearsal = new Rehearsal(endpoints, roles(certificate.trust(), endpoints));
            rehearsal.attested(endpoints.get(1), endpoints.get(1) + LoopbackEnclave.PATH);
            byte[] answers = child.run(Preparation.command(jar, Arrays.asList(options), MAIN), rehearsal.script());
            rehearsal.check(answers);
            return answers;
        }
    }

    /** Web identity, container, instance: the system properties by which the SDK takes us for each. */
    private List<Map<String, String>> roles(Map<String, String> trust, List<String> endpoints) throws IOException {
        Map<String, String> webIdentity = new LinkedHashMap<>(trust);
        Path token = Files.write(scratch.resolve("token"), new byte[] {'t'});
        webIdentity.put("aws.webIdentityTokenFile", token.toString());
        webIdentity.put("aws.roleArn", "arn:aws:iam::111122223333:role/practice");
        webIdentity.put("aws.endpointUrlSts", endpoints.get(0));
        Map<String, String> container = new LinkedHashMap<>(trust);
        container.put("aws.containerCredentialsFullUri", endpoints.get(1) + "/credentials");
        Map<String, String> instance = new LinkedHashMap<>(trust);
        instance.put("aws.ec2MetadataServiceEndpoint", endpoints.get(1));
        List<Map<String, String>> roles = new ArrayList<>();
        Collections.addAll(roles, webIdentity, container, instance);
        return roles;
    }

    private void dump(String... options) throws IOException {
        child.run(Preparation.command(jar, Arrays.asList(options), MAIN), null);
    }
}
