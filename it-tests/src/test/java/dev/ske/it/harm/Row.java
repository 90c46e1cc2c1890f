package dev.ske.it.harm;

import dev.ske.it.Jdk;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** One row: a program that does one thing which an agent may spoil, and an agent that spoils it. */
final class Row {
    private static final int NEWEST = Integer.MAX_VALUE;

    private final String title;
    private final String program;
    private final String does;
    private final String harmDone;
    private final List<BiFunction<Jdk, Site, List<String>>> options = new ArrayList<>();
    private final List<Excuse> excuses = new ArrayList<>();
    private String harm;
    private String input = "";
    private List<String> arguments = List.of();
    private Shape shape = Shape.CLASS_PATH;
    private Machine machine = Machine.ANY;
    private int since = Jdk.PROMISED.get(0);
    private int until = NEWEST;

    /**
     * @param program its class in the package harm, whose nested class Harm is the harmful agent unless {@link #harmedBy} says another
     * @param does what the program does, for the page
     * @param harmDone what the harmful agent does, for the page
     */
    static Row of(String title, String program, String does, String harmDone) {
        return new Row(title, program, does, harmDone);
    }

    Row since(int feature) {
        since = feature;
        return this;
    }

    Row until(int feature) {
        until = feature;
        return this;
    }

    Row options(String... all) {
        return options((jdk, site) -> List.of(all));
    }

    Row options(BiFunction<Jdk, Site, List<String>> byJdk) {
        options.add(byJdk);
        return this;
    }

    /** Opens a package of java.base to the program, which looks inside; 8 has no modules. */
    Row opens(String packageName) {
        return options((jdk, site) ->
                jdk.feature() == 8 ? List.of() : List.of("--add-opens=java.base/" + packageName + "=ALL-UNNAMED"));
    }

    Row arguments(String... all) {
        arguments = List.of(all);
        return this;
    }

    Row input(String text) {
        input = text;
        return this;
    }

    Row harmedBy(String act) {
        harm = act;
        return this;
    }

    /** Started otherwise than from the class path. */
    Row shaped(Shape other) {
        shape = other;
        return this;
    }

    /** What the machine must have. */
    Row needs(Machine thing) {
        machine = thing;
        return this;
    }

    /** Why it cannot be equal under a subject, from a JDK on. */
    Row differs(Subject subject, int sinceFeature, String why) {
        excuses.add(new Excuse(subject, sinceFeature, why));
        return this;
    }

    String title() {
        return title;
    }

    String program() {
        return program;
    }

    String does() {
        return does;
    }

    String harmDone() {
        return harmDone;
    }

    String harm() {
        return harm;
    }

    String input() {
        return input;
    }

    List<String> arguments() {
        return arguments;
    }

    Shape shape() {
        return shape;
    }

    Machine machine() {
        return machine;
    }

    List<String> options(Jdk jdk, Site site) {
        return options.stream().flatMap(each -> each.apply(jdk, site).stream()).toList();
    }

    List<Excuse> excuses() {
        return excuses;
    }

    boolean mustBeEqual(Subject subject, Jdk jdk) {
        return excuses.stream().noneMatch(each -> each.subject() == subject && each.since() <= jdk.feature());
    }

    /** The JDKs here that have what the row is about. */
    List<Jdk> jdks() {
        return Jdk.all().stream()
                .filter(jdk -> jdk.feature() >= since && jdk.feature() <= until)
                .toList();
    }

    /** For the page: which JDKs those are. */
    String range() {
        String oldest = since == Jdk.PROMISED.get(0) && until == NEWEST ? "all" : String.valueOf(since);
        return until == NEWEST
                ? oldest.equals("all") ? oldest : "since " + oldest
                : since == until ? oldest : oldest + " to " + until;
    }

    /** The two ends of them, where the harm is done. */
    List<Jdk> ends() {
        List<Jdk> all = jdks();
        return all.isEmpty()
                ? all
                : Stream.of(all.get(0), all.get(all.size() - 1)).distinct().toList();
    }

    @Override
    public String toString() {
        return title;
    }

    private Row(String title, String program, String does, String harmDone) {
        this.title = title;
        this.program = program;
        this.does = does;
        this.harmDone = harmDone;
        this.harm = program + "$Harm";
    }
}
