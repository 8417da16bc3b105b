package org.wardround.site.agent;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.error.Retry;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StreamName;
import org.wardround.core.trust.SigningKey;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.StoredWords;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.HelloReply;
import org.wardround.protocol.v1.HelloRequest;
import org.wardround.protocol.v1.News;
import org.wardround.protocol.v1.PollReply;
import org.wardround.protocol.v1.PollRequest;
import org.wardround.protocol.v1.RunOffered;
import org.wardround.protocol.v1.TaskOffered;
import org.wardround.site.audit.AuditEvent;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.ledger.Caps;
import org.wardround.site.run.ForgottenRuns;
import org.wardround.site.run.Remembered;
import org.wardround.site.run.SiteRun;
import org.wardround.site.run.SiteRunDefinition;
import org.wardround.site.run.SiteRuns;

/**
 * The agent: polls the coordinator and hands what it hears to the runs. Everything that it must not forget is in the journal; it may be killed at any moment and started
 * again. Whatever does not come through is heard and tried again, after pauses that grow. {@link #run} is called once; the rest is thread-safe.
 */
public final class Agent implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Agent.class.getName());
    /** Of a poll while somebody here has yet to decide. */
    private static final int SHORT_WAIT_MILLIS = 1_000;

    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final String RUNS = "run/";

    private final Transport transport;
    private final RunDecider decider;
    private final Storage storage;
    private final String software;
    private final Chores chores;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, RunWork> runs = new ConcurrentHashMap<>();
    /** Of earlier starts; these are not opened any more. */
    private final Set<String> finished = new HashSet<>();

    /** Declined because they would isolate patients. */
    private final Set<String> declined = new HashSet<>();

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Map<String, RunOffered> waiting = new LinkedHashMap<>();
    private ByteString cursor = ByteString.EMPTY;

    /**
     * What the agent keeps and signs with; closed by whoever made it.
     *
     * @param remembered what outlives runs
     */
    public record Storage(Journal journal, BlobStore blobs, SigningKey key, AuditLog audit, Remembered remembered) {
        /** With what the journal has, and no cap on what patients are charged with. */
        public Storage(Journal journal, BlobStore blobs, SigningKey key, AuditLog audit) {
            this(journal, blobs, key, audit, Remembered.open(journal, () -> Caps.NONE));
        }
    }

    /** @param software name and version, for the other side's log */
    public Agent(Transport transport, RunDecider decider, Storage storage, String software) {
        this(transport, decider, storage, software, idle -> {});
    }

    /** What is to be looked after all the time: before every poll, on the thread of {@link #run}. */
    @FunctionalInterface
    public interface Chores {
        /**
         * What it throws is as if the poll had failed.
         *
         * @param idle whether no run goes on or waits for somebody's decision
         */
        void look(boolean idle);
    }

    /** With something to be looked after. */
    public Agent(Transport transport, RunDecider decider, Storage storage, String software, Chores chores) {
        this.transport = transport;
        this.decider = decider;
        this.storage = storage;
        this.software = software;
        this.chores = chores;
    }

    /**
     * Polls until {@link #close}, or until the coordinator says something that no waiting mends.
     *
     * @throws FederationException REVOKED, VERSION_UNSUPPORTED or NO_CERTIFICATE: a person has to act
     */
    public void run() {
        resume();
        long pause = FIRST_PAUSE_MILLIS;
        boolean greeted = false;
        while (stopped.getCount() > 0) {
            try {
                chores.look(isIdle());
                if (!greeted) {
                    greet();
                    greeted = true;
                }
                poll();
                pause = FIRST_PAUSE_MILLIS;
                continue;
            } catch (FederationException problem) {
                if (problem.code().retry() == Retry.NEVER && isFinal(problem.code())) {
                    throw problem;
                }
                LOG.log(System.Logger.Level.INFO, "{0} ({1})", problem.getMessage(), problem.code());
                greeted = false;
            }
            // From the start: what was heard and not done is heard again.
            cursor = ByteString.EMPTY;
            if (await(pause / 2 + random.nextLong(pause / 2 + 1))) {
                return;
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private boolean isIdle() {
        return waiting.isEmpty() && runs.values().stream().allMatch(RunWork::isOver);
    }

    private static boolean isFinal(ErrorCode code) {
        return code == ErrorCode.REVOKED
                || code == ErrorCode.VERSION_UNSUPPORTED
                || code == ErrorCode.NO_CERTIFICATE
                || code == ErrorCode.WRONG_SITE;
    }

    private boolean await(long millis) {
        try {
            return stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void greet() {
        HelloReply reply = transport.hello(HelloRequest.newBuilder()
                .addPrograms(SiteRunDefinition.PROGRAM)
                .setSoftware(software)
                .build());
        decider.rosterKnown(reply.getRoster());
    }

    /** Runs that were joined before a restart. */
    private void resume() {
        finished.addAll(ForgottenRuns.names(storage.journal));
        for (StreamName stream : storage.journal.streams()) {
            if (stream.name().startsWith(RUNS)) {
                String run = stream.name().substring(RUNS.length());
                if (SiteRuns.isOver(storage.journal, run)) {
                    finished.add(run);
                    decider.over(run);
                    continue;
                }
                SiteRuns.offered(storage.journal, run).ifPresent(offer -> {
                    RunDecider.Decision.Join join = decider.resume(offer);
                    // The coordinator may not have heard the yes; hearing it again does no harm.
                    work(run, join).join(offer);
                });
            }
        }
    }

    private void poll() {
        PollRequest.Builder request = PollRequest.newBuilder()
                .setCursor(cursor)
                .setWaitMillis(waiting.isEmpty() ? Limits.WAIT_MILLIS : SHORT_WAIT_MILLIS);
        runs.values().stream().filter(work -> !work.isOver()).forEach(work -> request.addRuns(work.status()));
        PollReply reply = (PollReply) transport.call(Method.POLL, request.build());
        if (!reply.getCursor().equals(cursor)) {
            // News is everything that holds now: an offer that is not among it has been withdrawn.
            waiting.clear();
            reply.getNewsList().forEach(this::hear);
            cursor = reply.getCursor();
        } else {
            // People may have decided meanwhile, in another process.
            List.copyOf(waiting.values()).forEach(this::offered);
        }
    }

    private void hear(News news) {
        switch (news.getKindCase()) {
            case ROSTER_CHANGED -> decider.rosterKnown(news.getRosterChanged().getNewest());
            case STUDY_OFFERED -> decider.offered(news.getStudyOffered());
            case RUN_OFFERED -> offered(news.getRunOffered());
            case TASK_OFFERED -> task(news.getTaskOffered());
            case RUN_ENDED -> with(news.getRunEnded().getRun(), RunWork::ended);
            default -> {}
        }
    }

    /** A run that this site has left, or knows nothing of, is refused at each question, so that nobody waits for this site. */
    private void task(TaskOffered task) {
        RunWork work = runs.get(task.getRun());
        if (work != null) {
            work.task(task);
            return;
        }
        String why =
                "this site has left the run, or its folder is from a backup older than its yes; cancel the run and begin it anew";
        LOG.log(System.Logger.Level.WARNING, "run {0} asks round {1}: {2}", task.getRun(), task.getRound(), why);
        new Contact(transport, storage.blobs, task.getRun())
                .tryToRefuse(task.getRound(), ErrorCode.ANSWER_FORGOTTEN, why);
    }

    private void with(String run, Consumer<RunWork> action) {
        RunWork work = runs.get(run);
        if (work != null) {
            action.accept(work);
        }
    }

    private void offered(RunOffered offer) {
        if (finished.contains(offer.getRun())) {
            return;
        }
        if (runs.containsKey(offer.getRun())) {
            with(offer.getRun(), work -> work.join(offer));
            return;
        }
        RunDecider.Decision decision = decider.decide(offer);
        waiting.remove(offer.getRun());
        if (decision instanceof RunDecider.Decision.Join join) {
            work(offer.getRun(), join).join(offer);
        } else if (decision instanceof RunDecider.Decision.Decline no) {
            audited(offer, no);
            new Contact(transport, storage.blobs, offer.getRun()).decline(offer.getStudy(), no.code(), no.reason());
        } else {
            waiting.put(offer.getRun(), offer);
        }
    }

    /** Once in each life of the agent: as long as the coordinator does not hear the no, the run is offered again. */
    private void audited(RunOffered offer, RunDecider.Decision.Decline no) {
        if (declined.add(offer.getRun())) {
            storage.audit.write(
                    new AuditEvent.CallRefused(AuditEvent.CallRefused.run(offer.getRun()), no.code(), no.reason()));
        }
    }

    private RunWork work(String run, RunDecider.Decision.Join join) {
        Contact contact = new Contact(transport, storage.blobs, run);
        return runs.computeIfAbsent(
                run,
                unseen -> new RunWork(
                        run,
                        contact,
                        words -> open(join, words),
                        new RunWork.Rules(
                                join.gate(), this::nonce, storage.audit, join.keeper(), () -> decider.over(run))));
    }

    private SiteRun open(RunDecider.Decision.Join join, StoredWords words) {
        SiteRunDefinition definition = SiteRuns.asJoined(storage.journal, join.definition());
        return SiteRun.open(
                definition,
                join.answerers().make(definition),
                storage.journal,
                storage.blobs,
                storage.key,
                storage.audit,
                storage.remembered.about(join.cohort()),
                words);
    }

    private byte[] nonce() {
        byte[] nonce = new byte[32];
        random.nextBytes(nonce);
        return nonce;
    }

    /** How each run of this agent ended that is over, by name. */
    public Map<String, Boolean> runs() {
        Map<String, Boolean> all = new TreeMap<>();
        runs.forEach((run, work) -> all.put(run, work.isOver()));
        return all;
    }

    /** Stops polling; work that is under way is left as if the process had been killed. */
    @Override
    public void close() {
        stopped.countDown();
        runs.values().forEach(RunWork::close);
    }
}
