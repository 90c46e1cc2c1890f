package dev.ske.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report for programs. */
public final class Json {
    /** One object with {@code about}, {@code rows} and {@code omissions}. */
    public static String of(Report report) {
        String about = report.about().entrySet().stream()
                .map(each -> "    " + text(each.getKey()) + ": " + text(each.getValue()))
                .collect(Collectors.joining(",\n"));
        return "{\n  \"about\": {\n" + about + "\n  },\n  \"rows\": "
                + list(report.rows().stream().map(Json::row).toList()) + ",\n  \"omissions\": "
                + list(report.omissions().stream().map(Json::omission).toList()) + "\n}\n";
    }

    private static String row(Row row) {
        StringBuilder object = new StringBuilder("{");
        object.append("\"part\": ").append(text(row.part()));
        object.append(", \"setting\": ").append(text(row.setting()));
        object.append(", \"what\": ").append(text(row.what()));
        object.append(", \"unit\": ").append(text(row.unit()));
        object.append(", \"value\": ").append(spread(row.value()));
        row.base().ifPresent(base -> {
            object.append(", \"against\": ").append(text(row.against()));
            object.append(", \"base\": ").append(spread(base));
            object.append(", \"ratio\": ").append(number(row.ratio()));
        });
        row.budget().ifPresent(budget -> {
            object.append(", \"budget\": {\"of\": ")
                    .append(text(budget.of().name().toLowerCase(Locale.ROOT)));
            object.append(", \"most\": ").append(number(budget.most())).append('}');
            object.append(", \"met\": ").append(row.met().orElseThrow());
        });
        return object.append('}').toString();
    }

    private static String omission(Omission omission) {
        return "{\"what\": " + text(omission.what()) + ", \"reason\": " + text(omission.reason()) + ", \"failed\": "
                + omission.failed() + "}";
    }

    private static String spread(Spread spread) {
        return "{\"median\": " + number(spread.median()) + ", \"low\": " + number(spread.low()) + ", \"high\": "
                + number(spread.high()) + ", \"runs\": " + spread.runs() + "}";
    }

    private static String list(List<String> objects) {
        return objects.isEmpty() ? "[]" : "[\n    " + String.join(",\n    ", objects) + "\n  ]";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String text(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (character < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            } else {
                quoted.append(character);
            }
        }
        return quoted.append('"').toString();
    }

    private Json() {}
}
