package org.wardround.site.run;

import com.google.protobuf.ByteString;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundOutcome;
import org.wardround.core.sum.Ring;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.QuestionDigest;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.program.SteppedProgram;
import org.wardround.inference.program.Watcher;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.OutcomeCodec;
import org.wardround.protocol.message.Signing;
import org.wardround.protocol.message.StoredWords;
import org.wardround.protocol.message.TranscriptChain;
import org.wardround.protocol.v1.Entry;
import org.wardround.protocol.v1.Head;
import org.wardround.protocol.v1.Joined;
import org.wardround.protocol.v1.RoundClosed;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.Started;
import org.wardround.protocol.v1.TaskOffered;
import org.wardround.publish.RingsUsed;

/** The site's own program of a run, fed with the lines that the coordinator tells, each of which is checked first. Not thread-safe. */
final class SiteCourse implements AutoCloseable {
    private final SiteRunDefinition definition;
    private final Answerer answerer;
    private final RingsUsed rings = new RingsUsed();
    private TranscriptChain chain = TranscriptChain.empty();
    private @Nullable Signed ownYes;
    private @Nullable OutcomeCodec codec;
    private @Nullable SteppedProgram<RunProgram.Done> program;
    private @Nullable Question question;
    private @Nullable SiteRunEnd end;
    private SortedSet<SiteId> sites = new TreeSet<>();

    SiteCourse(SiteRunDefinition definition, Answerer answerer) {
        this.definition = definition;
        this.answerer = answerer;
    }

    /** What this site said when it joined: the first line must have just that. */
    void saidYes(Signed yes) {
        ownYes = yes;
    }

    Head head() {
        return chain.head();
    }

    /** What the program waits for; null before the start and after the end. */
    @Nullable
    Question question() {
        return question;
    }

    /**
     * What the task asks.
     *
     * @throws FederationException OUT_OF_ORDER where the transcript is not at the task's head, QUESTION_DIFFERS where another question follows here, NOT_INVITED
     */
    Question question(TaskOffered task) {
        if (question == null || !task.getHead().equals(head())) {
            throw new FederationException(
                    ErrorCode.OUT_OF_ORDER, "the task belongs to another place of the transcript");
        }
        Sha256 digest = QuestionDigest.of(question);
        if (question.plan().number() != task.getRound() || !task.getQuestion().equals(Digests.toBytes(digest))) {
            throw new FederationException(
                    ErrorCode.QUESTION_DIFFERS,
                    "round %d is another question here than at the coordinator; the versions of the software differ"
                            .formatted(task.getRound()));
        }
        if (!question.plan().invited().contains(definition.self())) {
            throw new FederationException(
                    ErrorCode.NOT_INVITED, "round %d does not ask this site".formatted(task.getRound()));
        }
        return question;
    }

    @Nullable
    SiteRunEnd end() {
        return end;
    }

    /** In which the run's sums were taken so far. */
    RingsUsed rings() {
        return rings;
    }

    SortedSet<SiteId> sites() {
        return sites;
    }

    /** Whether the round counts and this site's answer is in it. */
    boolean counts(RoundClosed round) {
        int place = sites.headSet(definition.self()).size();
        ByteString bits = round.getAnswered();
        return round.getWordsCount() > 0 && place / 8 < bits.size() && (bits.byteAt(place / 8) >> (place % 8) & 1) == 1;
    }

    /** Null while the run goes on, and where it was finished. */
    @Nullable
    ErrorCode endCode() {
        return end == null ? null : end.code();
    }

    /** Throws unless the line can come next; changes nothing. */
    void check(Entry line) {
        if (end != null && end.told()) {
            throw forked("another line after the run has ended");
        }
        switch (line.getKindCase()) {
            case STARTED -> checkStart(line.getStarted());
            case ROUND_CLOSED -> checkRound(line.getRoundClosed());
            case ENDED -> {}
            case KIND_NOT_SET ->
                throw new FederationException(
                        ErrorCode.VERSION_UNSUPPORTED,
                        "the transcript has a line of a kind that this version does not know");
        }
    }

    private void checkStart(Started started) {
        if (program != null) {
            throw forked("a second start");
        }
        boolean same = started.getRun().equals(definition.run())
                && started.getStudy().equals(Digests.toBytes(definition.hash()))
                && started.getRoster().equals(Digests.toBytes(definition.roster()))
                && started.getSeed() == definition.seed();
        if (!same) {
            throw new FederationException(
                    ErrorCode.STUDY_CHANGED, "the run that starts is not the one that this site has joined");
        }
        if (started.getProgram() != SiteRunDefinition.PROGRAM) {
            throw new FederationException(
                    ErrorCode.VERSION_UNSUPPORTED,
                    "the run has version %d of the program, this software has %d"
                            .formatted(started.getProgram(), SiteRunDefinition.PROGRAM));
        }
        SortedSet<SiteId> seen = new TreeSet<>();
        for (Signed signed : started.getJoinedList()) {
            checkPeer(started, signed, seen);
        }
        if (ownYes == null || !started.getJoinedList().contains(ownYes)) {
            throw forked("a start without this site's own yes");
        }
    }

    /** Each site's yes is signed by the key that is pinned here, so that no site can be invented. */
    private void checkPeer(Started started, Signed signed, SortedSet<SiteId> seen) {
        Joined joined = SiteRecord.parsed(Joined.parser(), signed.getContent());
        SiteId site = new SiteId(joined.getSite());
        VerifyingKey key = definition.peers().get(site);
        if (key == null || !seen.add(site) || !seen.last().equals(site)) {
            throw forked("a start with a site that is not pinned here, or out of order: " + site);
        }
        Signing.check(signed, SigningDomain.JOINED, key, "site " + site);
        if (!joined.getRun().equals(started.getRun())
                || !joined.getStudy().equals(started.getStudy())
                || !joined.getRoster().equals(started.getRoster())) {
            throw forked("a yes of site %s to another run".formatted(site));
        }
    }

    private void checkRound(RoundClosed round) {
        if (question == null || codec == null) {
            throw forked("the end of a round that was never asked");
        }
        Sha256 own = QuestionDigest.of(question);
        if (!round.getQuestion().equals(Digests.toBytes(own))) {
            throw new FederationException(
                    ErrorCode.QUESTION_DIFFERS,
                    "round %d was another question to the coordinator than it is here; the versions of the software differ"
                            .formatted(round.getRound()));
        }
    }

    /** Goes on by a line that was checked. @param stored gives words that do not stand in it */
    void tell(ByteString bytes, Entry line, StoredWords stored) {
        Ring ring = question == null ? Ring.BITS_64 : question.layout().ring();
        switch (line.getKindCase()) {
            case STARTED -> begin(line.getStarted());
            case ROUND_CLOSED -> {
                RoundOutcome outcome = started(codec).read(line.getRoundClosed(), ring, stored);
                goneOn(started(program).answer(outcome));
            }
            default -> {
                end = SiteRunEnd.told(line.getEnded(), end);
                question = null;
                close();
            }
        }
        chain = chain.with(bytes);
        answerer.told(bytes, ring, stored);
    }

    private void begin(Started started) {
        for (Signed signed : started.getJoinedList()) {
            sites.add(new SiteId(
                    SiteRecord.parsed(Joined.parser(), signed.getContent()).getSite()));
        }
        codec = new OutcomeCodec(sites);
        RunProgram questions = new RunProgram(
                definition.study(),
                new RunProgram.Plan(definition.seed(), definition.given()),
                answerer.members(sites),
                answerer.learning(),
                definition.countRule());
        program = new SteppedProgram<>(
                "run-" + definition.run(),
                exchange -> questions.run(
                        new Rounds(exchange, rings, definition.study().privacy().secureAggregation()), Watcher.NONE));
        goneOn(program.start());
    }

    private void goneOn(SteppedProgram.Step<RunProgram.Done> step) {
        if (step instanceof SteppedProgram.Step.Asks<RunProgram.Done> asks) {
            question = asks.question();
            return;
        }
        question = null;
        end = SiteRunEnd.of(step);
    }

    private static FederationException forked(String what) {
        return new FederationException(ErrorCode.TRANSCRIPT_FORKED, "the coordinator tells " + what);
    }

    private static <T> T started(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the run has not started");
        }
        return value;
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
    }
}
