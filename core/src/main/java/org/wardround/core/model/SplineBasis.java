package org.wardround.core.model;

import java.util.List;

/**
 * One curved function of a restricted cubic spline in the truncated power basis, cubic between the outer knots and linear beyond them. With knots
 * t₁ &lt; … &lt; tₖ and c(z) = max(z, 0)³ it is
 *
 * <pre>
 * (c(x − tⱼ) − c(x − tₖ₋₁)·(tₖ − tⱼ)/(tₖ − tₖ₋₁) + c(x − tₖ)·(tₖ₋₁ − tⱼ)/(tₖ − tₖ₋₁)) / (tₖ − t₁)²
 * </pre>
 *
 * in the variable's unit, for j from 1 to k − 2; together with x itself these functions span the spline. It never falls.
 *
 * @param knots ascending, three or more
 * @param number j, counted from 1
 * @see <a href="https://doi.org/10.1007/978-3-319-19425-7">Harrell 2015, Regression Modeling Strategies, section 2.4.5</a>
 */
public record SplineBasis(List<Double> knots, int number) {
    private static final int FEWEST = 3;

    public SplineBasis {
        knots = List.copyOf(knots);
        if (knots.size() < FEWEST || number < 1 || number > knots.size() - 2) {
            throw new IllegalArgumentException(
                    "a spline of k ≥ 3 knots has the curved functions 1 to k − 2, got function %d of %d knots"
                            .formatted(number, knots.size()));
        }
        for (int i = 1; i < knots.size(); i++) {
            if (!(knots.get(i - 1) < knots.get(i))) {
                throw new IllegalArgumentException("knots must ascend, got " + knots);
            }
        }
    }

    /** The function's value. */
    public double of(double x) {
        int last = knots.size() - 1;
        double own = knots.get(number - 1);
        double outer = knots.get(last);
        double inner = knots.get(last - 1);
        double gap = outer - inner;
        double width = outer - knots.get(0);
        double curve =
                cube(x - own) - cube(x - inner) * ((outer - own) / gap) + cube(x - outer) * ((inner - own) / gap);
        return curve / (width * width);
    }

    private static double cube(double z) {
        return z > 0 ? z * z * z : 0;
    }
}
