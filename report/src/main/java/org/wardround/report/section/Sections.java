package org.wardround.report.section;

import java.util.List;

/** The sections of the report in the order in which readers ask: did it help, on whom, how good, how made, how sure. */
public final class Sections {
    private Sections() {}

    public static List<Section> all() {
        return List.of(
                new VerdictSection(),
                new AcceptanceSection(),
                new WarningSection(),
                new FlowSection(),
                new Table1Section(),
                new ConvergenceSection(),
                new ForestSection(),
                new MetricTableSection(),
                new CrossSiteSection(),
                new ContributionSection(),
                new CalibrationSection(),
                new SubgroupSection(),
                new ClassSection(),
                new NetBenefitSection(),
                new CaseMixSection(),
                new CoefficientSection(),
                new RegressionSection(),
                new CurveSection(),
                new SiteEstimateSection(),
                new MethodSection(),
                new PrivacySection(),
                new MissingSection(),
                new ProvenanceSection());
    }
}
