package org.wardround.cli.site;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.wardround.core.trust.SigningKey;
import org.wardround.site.approval.Binding;
import org.wardround.site.approval.Standing;
import org.wardround.site.approval.Subject;
import org.wardround.site.dossier.Dossier;
import org.wardround.site.dossier.Dossiers;
import org.wardround.site.dossier.Setting;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.PolicyCheck;
import org.wardround.site.policy.PolicyFile;
import org.wardround.site.policy.Terms;
import org.wardround.site.service.JournalDecisionBook;
import org.wardround.site.study.ShelvedStudy;

/** How a study stands at this site, and what a decision about it binds to. */
final class StudyDesk {
    private final SiteFolder folder;
    private final InstantSource clock;
    private final JournalDecisionBook book;
    private final Policy policy;

    StudyDesk(SiteFolder folder, SigningKey key, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
        this.book = new JournalDecisionBook(folder.path(), key, clock);
        this.policy = PolicyFile.read(folder.path().resolve(PolicyFile.NAME));
    }

    JournalDecisionBook book() {
        return book;
    }

    Policy policy() {
        return policy;
    }

    Dossier dossier(ShelvedStudy study) throws IOException {
        return Dossiers.ofStudy(study.file().study(), study.hash(), setting(study), policy);
    }

    Binding binding(ShelvedStudy study) throws IOException {
        return Binding.of(setting(study), dossier(study));
    }

    private Setting setting(ShelvedStudy study) throws IOException {
        return new Setting(study.author(), folder.rosters().pinned(), folder.site());
    }

    /** One line each: what the people said, then what the policy says. */
    List<String> words(ShelvedStudy study) throws IOException {
        Standing standing = book.approvals()
                .standing(Subject.study(study.hash()), binding(study), policy.approvers(), clock.instant());
        List<String> lines = new ArrayList<>();
        lines.add(standing.isApproved() ? "approved" : standing.state().name().toLowerCase(java.util.Locale.ROOT));
        lines.addAll(standing.words());
        PolicyCheck.ofStudy(policy, Terms.of(study.author().name(), study.file().study()))
                .forEach(refusal -> lines.add("policy: " + refusal));
        return lines;
    }
}
