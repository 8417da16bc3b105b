package org.wardround.inference.describe;

import java.util.List;
import org.wardround.core.dataset.Table;
import org.wardround.core.study.DataDictionary;
import org.wardround.inference.Sums;

/** The three description rounds over some sites. */
record Description(Counts counts, Means means, Scaling scaling) {
    static Description of(DataDictionary dictionary, List<Table> sites) {
        CountsPass first = new CountsPass(dictionary, sites.size());
        Counts counts = first.result(Sums.of(sites.stream().map(first::answer).toList()));
        MeansPass second = new MeansPass(dictionary, sites.size(), counts);
        Means means = second.result(Sums.of(sites.stream().map(second::answer).toList()));
        SpreadPass third = new SpreadPass(dictionary, sites.size(), counts, means);
        return new Description(
                counts,
                means,
                third.result(Sums.of(sites.stream().map(third::answer).toList())));
    }
}
