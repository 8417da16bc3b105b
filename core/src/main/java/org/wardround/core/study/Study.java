package org.wardround.core.study;

/**
 * A study: the unit that sites approve. Immutable; every part has been checked against itself, and {@code StudyFile} of the study module
 * has checked the parts against each other.
 *
 * @param name short name, also used for folders
 * @param purpose one sentence for the people who approve it
 * @param governance who asks and on what legal ground
 * @param data the data dictionary
 * @param analysis training of a model, or evaluation of an existing one
 * @param evaluation what is measured and compared
 * @param privacy what protects the hospitals' answers
 */
public record Study(
        String name,
        String purpose,
        Governance governance,
        DataDictionary data,
        Analysis analysis,
        EvaluationSpec evaluation,
        PrivacySpec privacy) {
    public Study {
        if (!privacy.secureAggregation()
                && analysis instanceof Analysis.Train train
                && train.training().privacy() != null
                && train.training().privacy().isDistributed()) {
            throw new IllegalArgumentException(
                    "noise that sites share out protects a sum alone, so that it must be under masks: require secure aggregation, or say noise: local");
        }
    }

    /** The same with other protection. */
    public Study with(PrivacySpec other) {
        return new Study(name, purpose, governance, data, analysis, evaluation, other);
    }
}
