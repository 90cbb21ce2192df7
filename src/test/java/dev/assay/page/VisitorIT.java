package dev.assay.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import javax.imageio.ImageIO;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A visitor of the built jar sees what was logged into it.
@PageTests
class VisitorIT {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en"><meta name="viewport" content="width=device-width"><title>t</title><p>A page""";
    private static final String SCREEN =
            "() => [innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches]";

    @Test
    void readsWhatWasLoggedInBothApis(Visitor visitor) {
        StoreClient store = visitor.store();
        String model = store.model("visited");
        String experiment = store.experiment(model, "{\"name\":\"first\"}");
        store.log(experiment, "loss", 0.5, 0.0625, Double.NaN);
        visitor.at(Look.DESKTOP).setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + visitor.token()));
        assertThat(read(visitor, "/api/assay/v1/experiments/" + experiment + "/points?series=loss"))
                .contains("0.0625", "\"NaN\"");
        String number = StoreClient.field(store.mlflow("experiments/create", "{\"name\":\"theirs\"}"), "experiment_id");
        assertThat(read(visitor, "/api/2.0/mlflow/experiments/get?experiment_id=" + number))
                .contains("\"theirs\"");
    }

    private static String read(Visitor visitor, String path) {
        return visitor.open(path).locator("body").innerText();
    }

    @Test
    void isToldOfAPathThatDoesNotExist(Visitor visitor) {
        visitor.expect("answered 404: GET .*/no/such/page");
        visitor.open("/no/such/page");
    }

    @ParameterizedTest
    @CsvSource({
        "DESKTOP, 1280, 800, 1, false",
        "DESKTOP_DARK, 1280, 800, 1, true",
        "PHONE, 390, 844, 2, false",
        "PHONE_DARK, 390, 844, 2, true"
    })
    void sitsAtAScreenAndTakesPicturesOfIt(Look look, int width, int height, int scale, boolean dark, Visitor visitor)
            throws IOException {
        Page page = visitor.open(look, "/health");
        page.setContent(PAGE);
        assertThat(page.evaluate(SCREEN))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly(width, height, dark);
        BufferedImage picture =
                ImageIO.read(visitor.screenshot(page, "self-test-" + look).toFile());
        assertThat(picture.getWidth()).isEqualTo(width * scale);
        assertThat(picture.getHeight()).isEqualTo(height * scale);
    }
}
