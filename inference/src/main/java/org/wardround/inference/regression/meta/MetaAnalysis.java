package org.wardround.inference.regression.meta;

import java.util.List;
import org.wardround.inference.estimate.Bounds;
import org.wardround.inference.estimate.Quantiles;
import org.wardround.inference.regression.result.Tails;

/**
 * A meta-analysis of one coefficient over two or more sites: fixed effect; random effects with τ² by DerSimonian and Laird, by REML, and by Paule and
 * Mandel; Hartung and Knapp's interval; heterogeneity (Veroniki et al. 2016, Research Synthesis Methods 7:55; Higgins and Thompson 2002, Statistics in
 * Medicine 21:1539; Higgins, Thompson and Spiegelhalter 2009, JRSS A 172:137).
 *
 * @param sites each with its estimate, in order
 * @param fixed inverse-variance weighted
 * @param random with τ² by REML and a normal interval
 * @param hartungKnapp the same estimate with Hartung and Knapp's standard error and a t interval
 * @param derSimonianLaird with DerSimonian and Laird's τ² and a normal interval
 * @param q Cochran's Q
 * @param i2 the share of the variation that is between sites, from 0 to 1, by REML's τ² and the typical variance within sites
 * @param i2FromQ the same as (Q − df)/Q
 * @param tau2 τ² by REML
 * @param predictionLow lower end of the 95 % interval for the effect at a new site, by t with k − 2 degrees of freedom; NaN for two sites
 */
public record MetaAnalysis(
        List<SiteEstimate> sites,
        PooledEffect fixed,
        PooledEffect random,
        PooledEffect hartungKnapp,
        PooledEffect derSimonianLaird,
        double q,
        int degrees,
        double qP,
        double i2,
        double i2FromQ,
        double tau2,
        double tau2DerSimonianLaird,
        double tau2PauleMandel,
        double predictionLow,
        double predictionHigh) {
    public MetaAnalysis {
        sites = List.copyOf(sites);
    }

    /** @param sites two or more */
    public static MetaAnalysis of(List<SiteEstimate> sites) {
        if (sites.size() < 2) {
            throw new IllegalArgumentException("a meta-analysis needs at least 2 sites, got " + sites.size());
        }
        Heterogeneity heterogeneity = new Heterogeneity(sites);
        int degrees = sites.size() - 1;
        double q = heterogeneity.q(0);
        double tau2 = heterogeneity.restrictedLikelihood();
        double laird = heterogeneity.derSimonianLaird();
        double typical = heterogeneity.typicalVariance();
        double estimate = heterogeneity.mean(tau2);
        double standardError = heterogeneity.standardError(tau2);
        double knapp = standardError * StrictMath.sqrt(heterogeneity.q(tau2) / degrees);
        double spread = StrictMath.sqrt(tau2 + standardError * standardError);
        double half = degrees > 1 ? Quantiles.student(0.05, degrees - 1) * spread : Double.NaN;
        return new MetaAnalysis(
                sites,
                normal("fixed effect", heterogeneity.mean(0), heterogeneity.standardError(0)),
                normal("random effects, REML", estimate, standardError),
                student("random effects, REML, Hartung-Knapp", estimate, knapp, degrees),
                normal(
                        "random effects, DerSimonian-Laird",
                        heterogeneity.mean(laird),
                        heterogeneity.standardError(laird)),
                q,
                degrees,
                Tails.chiSquared(q, degrees),
                tau2 / (tau2 + typical),
                q > 0 ? Math.max(0, (q - degrees) / q) : 0,
                tau2,
                laird,
                heterogeneity.pauleMandel(),
                estimate - half,
                estimate + half);
    }

    private static PooledEffect normal(String method, double estimate, double standardError) {
        Bounds bounds = Bounds.normal(estimate, standardError);
        return new PooledEffect(
                method,
                estimate,
                standardError,
                bounds.low(),
                bounds.high(),
                Quantiles.normalP(estimate / standardError));
    }

    private static PooledEffect student(String method, double estimate, double standardError, double degrees) {
        Bounds bounds = Bounds.student(estimate, standardError, degrees);
        double p = standardError > 0 ? Quantiles.studentP(estimate / standardError, degrees) : 0;
        return new PooledEffect(method, estimate, standardError, bounds.low(), bounds.high(), p);
    }
}
