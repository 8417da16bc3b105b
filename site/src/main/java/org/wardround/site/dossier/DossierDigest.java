package org.wardround.site.dossier;

import java.util.List;
import org.wardround.core.identity.Sha256;

/** Writes a dossier's contents with their lengths, so that no two dossiers share the bytes that are hashed. */
final class DossierDigest {
    private final StringBuilder out = new StringBuilder("wardround dossier 1\n");

    private DossierDigest() {}

    static Sha256 of(Dossier dossier) {
        DossierDigest digest = new DossierDigest();
        digest.text(dossier.kicker());
        digest.text(dossier.title());
        digest.text(dossier.summary());
        digest.texts(dossier.facts());
        digest.count(dossier.sections().size());
        for (Dossier.Section section : dossier.sections()) {
            digest.text(section.title());
            digest.count(section.blocks().size());
            section.blocks().forEach(digest::block);
        }
        return Sha256.of(digest.out.toString());
    }

    private void block(Dossier.Block block) {
        if (block instanceof Dossier.Block.Paragraph paragraph) {
            out.append('p');
            text(paragraph.text());
        } else if (block instanceof Dossier.Block.Notice notice) {
            out.append('n');
            text(notice.text());
        } else if (block instanceof Dossier.Block.Points points) {
            out.append('l');
            texts(points.texts());
        } else if (block instanceof Dossier.Block.Pairs pairs) {
            out.append('d');
            count(pairs.pairs().size());
            for (Dossier.Pair pair : pairs.pairs()) {
                text(pair.label());
                text(pair.value());
            }
        } else if (block instanceof Dossier.Block.Grid grid) {
            out.append('t');
            texts(grid.head());
            count(grid.rows().size());
            grid.rows().forEach(this::texts);
        } else if (block instanceof Dossier.Block.Signatures signatures) {
            out.append('s');
            count(signatures.people());
            texts(signatures.lines());
        }
    }

    private void texts(List<String> texts) {
        count(texts.size());
        texts.forEach(this::text);
    }

    private void text(String text) {
        count(text.length());
        out.append(text).append('\n');
    }

    private void count(int count) {
        out.append(count).append(':');
    }
}
