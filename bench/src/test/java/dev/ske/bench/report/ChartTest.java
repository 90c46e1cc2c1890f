package dev.ske.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChartTest {
    @Test
    void there_is_a_bar_for_each_ratio_that_is_promised_and_no_other() throws Exception {
        Document chart = parsed(Chart.of(Rows.report(Rows.MET, Rows.FREE, Rows.MISSED, Rows.HEAP, Rows.JAR)));
        assertThat(bars(chart, "met")).isEqualTo(1);
        assertThat(bars(chart, "missed")).isEqualTo(1);
    }

    @Test
    void it_is_self_contained_and_readable_in_the_dark() {
        assertThat(Chart.of(Rows.report(Rows.MET)))
                .contains("prefers-color-scheme: dark", "class=\"paper\"")
                .doesNotContain("<script", "href", "@import", "url(");
    }

    @Test
    void names_are_escaped() throws Exception {
        Row row = Rows.row("<a> & b", 1, 1, 1, Optional.of(Budget.ratio(2)));
        assertThat(parsed(Chart.of(Rows.report(row))).getDocumentElement().getTextContent())
                .contains("<a> & b");
    }

    private static int bars(Document chart, String kind) {
        NodeList all = chart.getElementsByTagName("rect");
        int bars = 0;
        for (int i = 0; i < all.getLength(); i++) {
            bars += ((Element) all.item(i)).getAttribute("class").equals(kind) ? 1 : 0;
        }
        return bars;
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
