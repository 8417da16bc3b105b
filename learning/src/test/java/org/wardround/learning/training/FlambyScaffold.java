package org.wardround.learning.training;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.study.ModelSpec;
import org.wardround.learning.model.LossGradient;
import org.wardround.learning.model.Model;
import org.wardround.learning.model.Rows;

/**
 * SCAFFOLD as FLamby's benchmark computes it, with full batches: before each round after the first c_k grows by (w − y_k)/(K·η), y_k being the site's
 * own last model, and local steps go along g − c_k.
 */
final class FlambyScaffold {
    private static final Model MODEL = Model.of(new ModelSpec.Logistic(), Federation.BINARY, HeartData.FEATURES);

    private final List<SiteData> sites;
    private final double rate;
    private final int steps;
    private final double totalRows;
    private final List<double[]> corrections = new ArrayList<>();
    private final List<double[]> lastModels = new ArrayList<>();
    private double[] model = new double[HeartData.FEATURES + 1];

    FlambyScaffold(List<SiteData> sites, double rate, int steps) {
        this.sites = sites;
        this.rate = rate;
        this.steps = steps;
        this.totalRows = sites.stream().mapToInt(site -> site.training().rows()).sum();
        for (int k = 0; k < sites.size(); k++) {
            corrections.add(new double[model.length]);
            lastModels.add(model.clone());
        }
    }

    double[] model() {
        return model.clone();
    }

    void round() {
        double[] next = model.clone();
        for (int k = 0; k < sites.size(); k++) {
            int rows = sites.get(k).training().rows();
            double[] own = trained(k, rows);
            for (int i = 0; i < next.length; i++) {
                next[i] += rows / totalRows * (own[i] - model[i]);
            }
            lastModels.set(k, own);
        }
        model = next;
    }

    private double[] trained(int k, int rows) {
        double[] correction = corrections.get(k);
        for (int i = 0; i < correction.length; i++) {
            correction[i] += (model[i] - lastModels.get(k)[i]) / (steps * rate);
        }
        LossGradient loss = MODEL.lossGradient(sites.get(k).training());
        double[] own = model.clone();
        double[] gradient = new double[own.length];
        for (int step = 0; step < steps; step++) {
            loss.gradient(own, Rows.all(rows), gradient);
            for (int i = 0; i < own.length; i++) {
                own[i] -= rate * (gradient[i] - correction[i]);
            }
        }
        return own;
    }

    double trainLoss() {
        double sum = 0;
        for (SiteData site : sites) {
            LossGradient loss = MODEL.lossGradient(site.training());
            sum += loss.lossSum(model, Rows.all(site.training().rows()));
        }
        return sum / totalRows;
    }
}
