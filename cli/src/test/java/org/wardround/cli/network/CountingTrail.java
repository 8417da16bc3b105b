package org.wardround.cli.network;

import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StreamName;
import org.wardround.inference.program.Question;
import org.wardround.protocol.v1.Signed;
import org.wardround.site.run.AuditTrail;
import org.wardround.site.run.SiteRunDefinition;

/** An audit log that counts its lines, in a stream of the site's journal. Not thread-safe. */
final class CountingTrail implements AuditTrail {
    private static final StreamName STREAM = new StreamName("audit");

    private long length;

    CountingTrail(Journal journal) {
        length = journal.head(STREAM).length();
    }

    long length() {
        return length;
    }

    private Lines line(String what) {
        Append append = new Append(STREAM, length, List.of(new Event("Line", Bytes.of(what))), List.of(), List.of());
        return new Lines(append, length + 1, Sha256.of("line " + (length + 1)));
    }

    @Override
    public Lines released(
            SiteRunDefinition run,
            Question question,
            Sha256 questionDigest,
            Sha256 words,
            long count,
            SortedSet<SiteId> peers) {
        return line("released " + words);
    }

    @Override
    public Lines refused(SiteRunDefinition run, int round, ErrorCode code, String reason) {
        return line("refused " + code);
    }

    @Override
    public Lines receipt(SiteRunDefinition run, int round, Signed receipt) {
        return line("receipt of round " + round);
    }

    @Override
    public Lines event(SiteRunDefinition run, String what, @Nullable ErrorCode code) {
        return line(what);
    }

    @Override
    public void written(Lines lines) {
        length = lines.length();
    }
}
