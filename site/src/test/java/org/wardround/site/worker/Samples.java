package org.wardround.site.worker;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.Map;
import java.util.TreeMap;
import org.wardround.site.worker.v1.Ask;
import org.wardround.site.worker.v1.Block;
import org.wardround.site.worker.v1.Carried;
import org.wardround.site.worker.v1.Close;
import org.wardround.site.worker.v1.Content;
import org.wardround.site.worker.v1.Dropped;
import org.wardround.site.worker.v1.Failed;
import org.wardround.site.worker.v1.FromWorker;
import org.wardround.site.worker.v1.Lines;
import org.wardround.site.worker.v1.Open;
import org.wardround.site.worker.v1.Page;
import org.wardround.site.worker.v1.Part;
import org.wardround.site.worker.v1.Progress;
import org.wardround.site.worker.v1.Ready;
import org.wardround.site.worker.v1.Refused;
import org.wardround.site.worker.v1.Report;
import org.wardround.site.worker.v1.RowsRead;
import org.wardround.site.worker.v1.ToWorker;
import org.wardround.site.worker.v1.Update;
import org.wardround.site.worker.v1.WorkerLimits;

/** One frame of each kind with every field set, by the name of its file. */
final class Samples {
    private static final ByteString DIGEST = ByteString.copyFrom(new byte[32]);
    private static final ByteString ONE = ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, -16, 63});

    private Samples() {}

    static Map<String, Message> all() {
        Map<String, Message> all = new TreeMap<>();
        all.put("to-part", ToWorker.newBuilder().setPart(part()).build());
        all.put("to-open", ToWorker.newBuilder().setOpen(open()).build());
        all.put(
                "to-lines",
                ToWorker.newBuilder()
                        .setLines(Lines.newBuilder().addEntries(ONE))
                        .build());
        all.put("to-ask", ToWorker.newBuilder().setAsk(ask()).build());
        all.put(
                "to-close",
                ToWorker.newBuilder().setClose(Close.getDefaultInstance()).build());
        all.put("to-report", ToWorker.newBuilder().setReport(report()).build());
        all.put(
                "from-page",
                FromWorker.newBuilder()
                        .setPage(Page.newBuilder()
                                .setContent(Content.RESULTS)
                                .setLength(16)
                                .setBytes(ONE))
                        .build());
        all.put(
                "from-ready",
                FromWorker.newBuilder()
                        .setReady(Ready.newBuilder()
                                .setVersion(1)
                                .addKinds("train")
                                .addKinds("fit")
                                .setSoftware("ours 1.0"))
                        .build());
        all.put(
                "from-progress",
                FromWorker.newBuilder()
                        .setProgress(Progress.newBuilder().setRound(1))
                        .build());
        all.put(
                "from-update",
                FromWorker.newBuilder()
                        .setUpdate(Update.newBuilder().setRound(1).setValues(ONE))
                        .build());
        all.put(
                "from-carried",
                FromWorker.newBuilder()
                        .setCarried(
                                Carried.newBuilder().setRound(1).setLength(8).setValues(ONE))
                        .build());
        all.put(
                "from-refused",
                FromWorker.newBuilder()
                        .setRefused(Refused.newBuilder()
                                .setRound(1)
                                .setCode("NO_ROWS")
                                .setReason("no training row"))
                        .build());
        all.put(
                "from-failed",
                FromWorker.newBuilder()
                        .setFailed(Failed.newBuilder().setReason("no snapshot"))
                        .build());
        return all;
    }

    private static Part part() {
        return Part.newBuilder()
                .setContent(Content.WORDS)
                .setLength(8)
                .setBytes(ONE)
                .setDigest(DIGEST)
                .build();
    }

    private static Open open() {
        return Open.newBuilder()
                .setVersion(1)
                .setRun("hearts-1")
                .setSite("charite")
                .addSites("charite")
                .addSites("mayo")
                .setSeed(7)
                .setSnapshot("/srv/wardround/snapshots/hearts-1")
                .setLimits(WorkerLimits.newBuilder()
                        .setMemoryBytes(1L << 30)
                        .setProcessors(2)
                        .setTaskMillis(60_000))
                .build();
    }

    private static Report report() {
        return Report.newBuilder()
                .setStartedMillis(1_700_000_000_000L)
                .setEndedMillis(1_700_000_060_000L)
                .addLeftOut("bonn")
                .setRows(RowsRead.newBuilder()
                        .setRead(303)
                        .addDropped(Dropped.newBuilder().setReason("no outcome").setRows(3)))
                .build();
    }

    private static Ask ask() {
        return Ask.newBuilder()
                .setRound(3)
                .setKind("train")
                .setQuestion(DIGEST)
                .addLayout(Block.newBuilder().setName("update").setLength(14))
                .setCarries(true)
                .build();
    }
}
