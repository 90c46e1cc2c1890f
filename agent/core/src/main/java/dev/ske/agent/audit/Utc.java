package dev.ske.agent.audit;

/**
 * A moment as ISO 8601 writes it, {@code 2026-11-22T06:07:55.123Z}. Not by the JDK's classes, which would read locale and
 * time zone before the program has set them.
 */
final class Utc {
    private static final long DAY = 86_400_000L;

    /** Days from the first of March of the year 0 to the first of January 1970, in the Gregorian calendar. */
    private static final long MARCH_0 = 719_468;

    private static final long DAYS_IN_400_YEARS = 146_097;

    /** {@code millis}: since 1970. */
    static void append(StringBuilder text, long millis) {
        long ofDay = Math.floorMod(millis, DAY);
        date(text, Math.floorDiv(millis, DAY));
        number(text.append('T'), ofDay / 3_600_000, 2);
        number(text.append(':'), ofDay / 60_000 % 60, 2);
        number(text.append(':'), ofDay / 1000 % 60, 2);
        number(text.append('.'), ofDay % 1000, 3);
        text.append('Z');
    }

    /** Years begin in March here, so that the day that some of them have more is their last. */
    private static void date(StringBuilder text, long since1970) {
        long days = since1970 + MARCH_0;
        long era = Math.floorDiv(days, DAYS_IN_400_YEARS);
        long ofEra = Math.floorMod(days, DAYS_IN_400_YEARS);
        long yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / (DAYS_IN_400_YEARS - 1)) / 365;
        long ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long fromMarch = (5 * ofYear + 2) / 153;
        long month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        number(text, yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4);
        number(text.append('-'), month, 2);
        number(text.append('-'), ofYear - (153 * fromMarch + 2) / 5 + 1, 2);
    }

    private static void number(StringBuilder text, long number, int digits) {
        String written = Long.toString(number);
        for (int i = written.length(); i < digits; i++) {
            text.append('0');
        }
        text.append(written);
    }

    private Utc() {}
}
