package dev.ske.agent.door;

/** Which JDK this is: 8, 11, 25 ... */
final class JavaVersion {
    static final int FEATURE = feature(System.getProperty("java.specification.version", "8"));

    static int feature(String specification) {
        String number = specification.startsWith("1.") ? specification.substring(2) : specification;
        int end = number.indexOf('.');
        return Integer.parseInt(end < 0 ? number : number.substring(0, end));
    }

    private JavaVersion() {}
}
