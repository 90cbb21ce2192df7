package dev.assay.wire.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/// Markdown of people, as HTML that a page may put into itself: HTML in it is text, a link leads to the web or to mail,
/// and only images of our own are loaded. Thread-safe.
final class Markdown {

    /// Where an image may come from without any other host being asked.
    private static final String OWN_IMAGES = "/api/assay/v1/experiments/";

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER =
            Parser.builder().extensions(EXTENSIONS).maxOpenBlockParsers(100).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .urlSanitizer(new DefaultUrlSanitizer(List.of("http", "https", "mailto")))
            .softbreak("\n")
            .attributeProviderFactory(_ -> Markdown::addAttributes)
            .nodeRendererFactory(Images::new)
            .build();

    private Markdown() {}

    static String html(String text) {
        return RENDERER.render(PARSER.parse(text));
    }

    private static void addAttributes(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof Link) {
            attributes.values().removeIf(String::isEmpty); // An address that was refused would lead to this page.
            makeForeign(attributes);
        }
    }

    /// What it leads to learns nothing of this page.
    private static void makeForeign(Map<String, String> attributes) {
        attributes.put("rel", "noopener noreferrer nofollow");
        attributes.put("target", "_blank");
    }

    /// An image of another host is a link to it: to look at a note tells nobody that it was looked at.
    private static final class Images implements NodeRenderer {

        private final HtmlNodeRendererContext context;

        Images(HtmlNodeRendererContext context) {
            this.context = context;
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Image.class);
        }

        @Override
        public void render(Node node) {
            Image image = (Image) node;
            String text = Alternative.of(image);
            Map<String, String> attributes = new LinkedHashMap<>();
            if (image.getDestination().startsWith(OWN_IMAGES)) {
                attributes.put("src", context.encodeUrl(image.getDestination()));
                attributes.put("alt", text);
                context.getWriter().tag("img", attributes, true);
                return;
            }
            String address = context.urlSanitizer().sanitizeLinkUrl(image.getDestination());
            attributes.put("href", context.encodeUrl(address));
            makeForeign(attributes);
            context.getWriter().tag("a", attributes);
            context.getWriter().text(text.isEmpty() ? image.getDestination() : text);
            context.getWriter().tag("/a");
        }
    }
}
