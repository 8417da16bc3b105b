package org.wardround.site.dossier;

import java.util.List;
import org.wardround.core.identity.Sha256;
import org.wardround.core.study.Governance;
import org.wardround.site.dossier.Dossier.Block;
import org.wardround.site.dossier.Dossier.Pair;
import org.wardround.site.dossier.Dossier.Section;
import org.wardround.site.text.Shown;

/** Who asks, and on what ground. */
final class AskingSection {
    private static final String UNSAID = "The study does not say. Ask before you sign.";

    private AskingSection() {}

    /**
     * What is to be approved.
     *
     * @param kind {@code Study} or {@code Envelope}
     */
    record Document(String kind, Sha256 hash) {}

    static Section of(Governance governance, Document document, Setting setting) {
        return Section.of(
                "Who asks, and on what ground",
                new Block.Pairs(List.of(
                        Pair.of("Asked by", setting.author().name()),
                        Pair.exact(
                                "Their key, in words",
                                setting.author().key().fingerprint().toString()),
                        Pair.of("Legal basis", said(governance.legalBasis())),
                        Pair.of("Controller", said(governance.controller())),
                        Pair.of("Recipients", said(governance.recipients())),
                        Pair.of("Retention", said(governance.retention())),
                        Pair.exact(
                                document.kind() + " (SHA-256)", document.hash().hex()),
                        Pair.exact(
                                "Roster %s, in words"
                                        .formatted(setting.roster().roster().number()),
                                setting.roster().fingerprint().toString()))));
    }

    private static String said(String text) {
        return text.isBlank() ? UNSAID : Shown.text(text);
    }
}
