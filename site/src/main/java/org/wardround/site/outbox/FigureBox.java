package org.wardround.site.outbox;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Bytes;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.Releases;
import org.wardround.site.run.SiteRun;
import org.wardround.site.run.SiteRunDefinition;
import org.wardround.study.figures.SiteFigures;
import org.wardround.study.figures.SiteFiguresFile;
import org.wardround.study.problem.ProblemsException;

/** Takes in what a hospital may publish about itself when a run has come to its end. Thread-safe. */
public final class FigureBox {
    private static final System.Logger LOG = System.getLogger(FigureBox.class.getName());

    private final OutboxShelf shelf;
    private final Supplier<Policy> policy;

    /** @param policy as it is now */
    public FigureBox(OutboxShelf shelf, Supplier<Policy> policy) {
        this.shelf = shelf;
        this.policy = policy;
    }

    /** Whether figures of the run are to be made; where they are not though the policy would have them, the log says why. */
    public boolean wants(SiteRun run) {
        try {
            if (policy.get().releases().siteFigure() == Releases.FigureRule.NO) {
                return false;
            }
        } catch (ProblemsException mistakes) {
            return not(run, "policy.yaml has mistakes, and a policy with mistakes is none");
        }
        return TrainingNoise.of(run.definition().study()).isEmpty()
                || not(run, "the study promises differential privacy, and they have no noise");
    }

    private static boolean not(SiteRun run, String why) {
        LOG.log(
                System.Logger.Level.INFO,
                "run {0}: no figures about this site are made: {1}",
                run.definition().run(),
                why);
        return false;
    }

    /**
     * Keeps them until they may leave; durable on return.
     *
     * @param file hash of the study's file, by which whoever has the rows names it
     * @param bytes as that one made them
     * @throws FederationException WORKER_FAILED where they are none, or not of this run; STORAGE_FAILED
     */
    public void put(SiteRun run, Sha256 file, Bytes bytes) {
        SiteFigures figures;
        try {
            figures = SiteFiguresFile.read(Path.of("figures.json"), bytes.toArray());
        } catch (ProblemsException e) {
            // Without its words: they quote what was read.
            throw new FederationException(ErrorCode.WORKER_FAILED, "the worker's figures can't be read");
        }
        SiteRunDefinition definition = run.definition();
        boolean fits = figures.run().equals(definition.run())
                && figures.study().equals(file)
                && figures.site().equals(definition.self())
                && figures.rounds() == run.head().getLength() - 1;
        if (!fits) {
            throw new FederationException(ErrorCode.WORKER_FAILED, "the worker's figures are of another run");
        }
        // What people approve, and the coordinator knows, is the study with all that belongs to it.
        shelf.put(new SiteFigures(
                figures.run(),
                definition.hash(),
                figures.site(),
                figures.rounds(),
                figures.testRows(),
                figures.models(),
                figures.verdict()));
    }
}
