package dev.assay.wire.ui;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Image;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/// What stands between the brackets of an image, without any mark-up.
final class Alternative extends AbstractVisitor {

    private final StringBuilder text = new StringBuilder();

    private Alternative() {}

    static String of(Image image) {
        Alternative alternative = new Alternative();
        alternative.visitChildren(image);
        return alternative.text.toString();
    }

    @Override
    public void visit(Text node) {
        text.append(node.getLiteral());
    }

    @Override
    public void visit(Code node) {
        text.append(node.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak node) {
        text.append('\n');
    }

    @Override
    public void visit(HardLineBreak node) {
        text.append('\n');
    }
}
