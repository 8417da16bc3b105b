package org.wardround.site.worker;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.Ring;
import org.wardround.core.task.TaskRefusedException;
import org.wardround.core.vector.Vector;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.RunProgram;
import org.wardround.protocol.message.MessageCodec;
import org.wardround.protocol.message.StoredWords;
import org.wardround.site.policy.Limits;
import org.wardround.site.run.Answerer;
import org.wardround.site.run.OwnResults;
import org.wardround.site.run.RunTimes;
import org.wardround.site.run.SiteRunDefinition;
import org.wardround.site.worker.WorkerFailedException.Reason;
import org.wardround.site.worker.v1.Report;

/**
 * Answers by a process that is started with the run's first task and kept for the next ones. A task that takes too long, or a worker that says what it may not,
 * ends the process and the task; one that dies is started once more, told the run from the beginning, and asked again. The next task starts a new one. Nothing
 * outlives {@link #close}. {@link #close} may come from any thread; the rest is for one thread at a time.
 */
final class WorkerProcess implements Answerer {
    private static final System.Logger LOG = System.getLogger(WorkerProcess.class.getName());
    private static final int ATTEMPTS = 2;
    private static final long GOODBYE_SECONDS = 5;

    private final SiteRunDefinition definition;
    private final WorkerInput input;
    private final WorkerCommand command;
    private final Limits.Worker limits;
    private final ScheduledExecutorService watch;
    private final List<Told> told = new ArrayList<>();
    private SortedSet<SiteId> sites = new TreeSet<>();
    private volatile @Nullable Session session;
    private volatile boolean closed;

    private record Told(ByteString line, Ring ring, StoredWords stored) {}

    /** @param watch ends what takes too long */
    WorkerProcess(
            SiteRunDefinition definition,
            WorkerInput input,
            WorkerCommand command,
            Limits.Worker limits,
            ScheduledExecutorService watch) {
        this.definition = definition;
        this.input = input;
        this.command = command;
        this.limits = limits;
        this.watch = watch;
    }

    @Override
    public Members members(SortedSet<SiteId> all) {
        sites = all;
        SortedMap<SiteId, Integer> trainRows = new TreeMap<>();
        trainRows.put(definition.self(), input.trainRows());
        return new Members(all, new TreeMap<>(), trainRows);
    }

    @Override
    public RunProgram.Learning learning() {
        return RunProgram.Learning.NONE;
    }

    /** Told to the process with the next task: it may not be there, or not listen. */
    @Override
    public void told(ByteString line, Ring ring, StoredWords stored) {
        told.add(new Told(line, ring, stored));
        Session current = session;
        if (current != null && MessageCodec.decodeEntry(line).hasEnded()) {
            session = null;
            current.leave();
        }
    }

    @Override
    public Raw answer(Question question, Vector carried) {
        String what = "round " + question.plan().number();
        try {
            return work(what, limits.taskTime(), session -> session.ask(question, carried));
        } catch (WorkerFailedException failure) {
            throw new TaskRefusedException(ErrorCode.WORKER_FAILED, String.valueOf(failure.getMessage()));
        }
    }

    /** In as much time as all tasks of the run may take together: a model of the site's rows alone is trained in as many rounds. */
    @Override
    public Optional<OwnResults> own(RunTimes times, boolean figures) {
        try {
            Report asked = report(times, figures);
            Duration limit = limits.taskTime().multipliedBy(Math.max(1, told.size()));
            return Optional.of(work("its own results", limit, session -> session.report(asked)));
        } catch (WorkerFailedException failure) {
            throw new FederationException(ErrorCode.WORKER_FAILED, String.valueOf(failure.getMessage()), failure);
        } catch (IOException e) {
            throw new FederationException(
                    ErrorCode.STORAGE_CORRUPT, "what became of the site's rows can't be read: " + e.getMessage(), e);
        }
    }

    private Report report(RunTimes times, boolean figures) throws IOException {
        Report.Builder report = Report.newBuilder()
                .setStartedMillis(times.started().toEpochMilli())
                .setEndedMillis(times.ended().toEpochMilli())
                .setRows(RowsReadFile.read(input.snapshot()))
                .setFigures(figures);
        definition.peers().keySet().stream()
                .filter(site -> !sites.contains(site))
                .forEach(site -> report.addLeftOut(site.name()));
        return report.build();
    }

    private interface Work<T> {
        T with(Session session) throws WorkerFailedException;
    }

    /** @param what in words, for the log */
    private <T> T work(String what, Duration limit, Work<T> work) throws WorkerFailedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(limit, work);
            } catch (WorkerFailedException failure) {
                end();
                if (closed) {
                    throw new IllegalStateException("stopped while a worker was at work", failure);
                }
                LOG.log(
                        System.Logger.Level.WARNING,
                        "run {0}, {1}: {2} ({3})",
                        definition.run(),
                        what,
                        failure.getMessage(),
                        failure.reason());
                if (attempt == ATTEMPTS || !failure.mayRestart()) {
                    throw failure;
                }
            }
        }
    }

    private <T> T attempt(Duration limit, Work<T> work) throws WorkerFailedException {
        Session current = session;
        if (current == null || !current.isAlive()) {
            end();
            current = start();
        }
        ScheduledFuture<?> end = watch.schedule(current::stopForTime, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return work.with(current);
        } catch (WorkerFailedException failure) {
            throw current.stopped
                    ? new WorkerFailedException(
                            Reason.TOO_SLOW, "the worker took longer than the policy's limits.taskTime")
                    : failure;
        } finally {
            end.cancel(false);
        }
    }

    private Session start() throws WorkerFailedException {
        try {
            Session started = new Session(command.start(limits, List.of()));
            session = started;
            if (closed) {
                end();
                throw new WorkerFailedException(Reason.ENDED, "the worker ended");
            }
            return started;
        } catch (IOException e) {
            throw new WorkerFailedException(Reason.NOT_STARTED, "the worker could not be started");
        }
    }

    private void end() {
        Session current = session;
        session = null;
        if (current != null) {
            current.kill();
        }
    }

    /** The id of the process that is there for the next task; for people and tests. */
    @Nullable
    Long processId() {
        Session current = session;
        return current == null ? null : current.process.pid();
    }

    @Override
    public void close() {
        closed = true;
        end();
    }

    /** One process. */
    private final class Session {
        private final Process process;
        private final Conversation conversation;
        private boolean opened;
        private int fed;
        private volatile boolean stopped;

        Session(Process process) {
            this.process = process;
            this.conversation = new Conversation(process.getInputStream(), process.getOutputStream());
            new ErrorLines(definition.run()).start(process.getErrorStream());
        }

        boolean isAlive() {
            return process.isAlive() && !stopped;
        }

        Raw ask(Question question, Vector carried) throws WorkerFailedException {
            catchUp();
            return conversation.ask(question, carried);
        }

        OwnResults report(Report asked) throws WorkerFailedException {
            catchUp();
            return conversation.report(asked);
        }

        private void catchUp() throws WorkerFailedException {
            if (!opened) {
                String software =
                        conversation.open(definition, sites, input, limits).getSoftware();
                LOG.log(
                        System.Logger.Level.INFO,
                        "run {0}: worker {1} is ready",
                        definition.run(),
                        Conversation.printable(software));
                opened = true;
            }
            for (; fed < told.size(); fed++) {
                conversation.tell(told.get(fed).line, told.get(fed).ring, told.get(fed).stored);
            }
        }

        /** Says goodbye, and does not wait for ever. */
        void leave() {
            watch.schedule(this::kill, GOODBYE_SECONDS, TimeUnit.SECONDS);
            try {
                conversation.close();
            } catch (WorkerFailedException gone) {
                LOG.log(System.Logger.Level.DEBUG, "run {0}: the worker has ended already", definition.run());
            }
        }

        void stopForTime() {
            stopped = true;
            kill();
        }

        /** With all that it has started. */
        void kill() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
