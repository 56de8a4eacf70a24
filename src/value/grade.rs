//! Grades: the Admiralty code, ICD 203 likelihood and confidence, and the status of a claim.

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};

vocabulary! {
    /// Reliability of a source on the Admiralty scale (NATO AJP-2.1). `F` is no grade and never sorts between others.
    Reliability {
        A = "A", "Completely reliable";
        B = "B", "Usually reliable";
        C = "C", "Fairly reliable";
        D = "D", "Not usually reliable";
        E = "E", "Unreliable";
        F = "F", "Reliability cannot be judged";
    }
}

vocabulary! {
    /// What is known of a claim.
    ClaimStatus {
        Confirmed = "confirmed", "Confirmed";
        Reported = "reported", "Reported";
        Disputed = "disputed", "Disputed";
        Contradicted = "contradicted", "Contradicted";
        Superseded = "superseded", "Superseded";
        Retracted = "retracted", "Retracted";
    }
}

impl ClaimStatus {
    /// True for what does not stand as it was said.
    pub fn is_doubtful(self) -> bool {
        !matches!(self, ClaimStatus::Confirmed | ClaimStatus::Reported)
    }
}

vocabulary! {
    /// Likelihood in the words of ICD 203, first row, with its band in percent.
    Likelihood {
        AlmostNoChance = "almost-no-chance", "almost no chance";
        VeryUnlikely = "very-unlikely", "very unlikely";
        Unlikely = "unlikely", "unlikely";
        RoughlyEvenChance = "roughly-even-chance", "roughly even chance";
        Likely = "likely", "likely";
        VeryLikely = "very-likely", "very likely";
        AlmostCertain = "almost-certain", "almost certain";
    }
}

vocabulary! {
    /// An analyst's confidence in a judgement (ICD 203).
    Confidence {
        Low = "low", "low confidence";
        Moderate = "moderate", "moderate confidence";
        High = "high", "high confidence";
    }
}

impl Likelihood {
    /// The band of the term in percent, lower and upper bound (ICD 203, table 1).
    pub fn band(self) -> (u8, u8) {
        match self {
            Likelihood::AlmostNoChance => (1, 5),
            Likelihood::VeryUnlikely => (5, 20),
            Likelihood::Unlikely => (20, 45),
            Likelihood::RoughlyEvenChance => (45, 55),
            Likelihood::Likely => (55, 80),
            Likelihood::VeryLikely => (80, 95),
            Likelihood::AlmostCertain => (95, 99),
        }
    }
}

impl Confidence {
    /// What the level says about its ground (ICD 203).
    pub fn meaning(self) -> &'static str {
        match self {
            Confidence::Low => "scant, questionable or uncorroborated sources; many assumptions",
            Confidence::Moderate => "credible sources, partly corroborated",
            Confidence::High => "high-quality, well corroborated sources; few assumptions",
        }
    }
}

/// Credibility of a claim on the Admiralty scale, 1 to 6. 6 is no grade and never sorts between others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Credibility(u8);

impl Credibility {
    /// Takes 1 to 6.
    pub fn new(number: u64) -> Option<Self> {
        (1..=6).contains(&number).then_some(Credibility(number as u8))
    }

    pub fn number(self) -> u8 {
        self.0
    }

    /// The number as a word.
    pub fn word(self) -> &'static str {
        match self.0 {
            1 => "1",
            2 => "2",
            3 => "3",
            4 => "4",
            5 => "5",
            _ => "6",
        }
    }

    /// The words of the scale.
    pub fn label(self) -> &'static str {
        match self.0 {
            1 => "Confirmed by other sources",
            2 => "Probably true",
            3 => "Possibly true",
            4 => "Doubtful",
            5 => "Improbable",
            _ => "Truth cannot be judged",
        }
    }
}

impl<'de> Deserialize<'de> for Credibility {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number;
        impl Visitor<'_> for Number {
            type Value = Credibility;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number from 1 (confirmed by other sources) to 6 (truth cannot be judged)")
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Credibility, E> {
                Credibility::new(number).ok_or_else(|| E::invalid_value(Unexpected::Unsigned(number), &self))
            }
        }
        deserializer.deserialize_u64(Number)
    }
}

crate::yaml::schema!(Credibility, {
    let all = || (1..=6).filter_map(Credibility::new);
    let numbers: Vec<u8> = all().map(Credibility::number).collect();
    let meanings: Vec<&str> = all().map(Credibility::label).collect();
    schemars::json_schema!({ "type": "integer", "enum": numbers, "enumDescriptions": meanings })
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_scales() {
        assert_eq!(Reliability::B.label(), "Usually reliable");
        assert_eq!(Credibility::new(2).unwrap().label(), "Probably true");
        assert_eq!(Credibility::new(0), None);
        assert_eq!(Credibility::new(7), None);
        assert_eq!(Likelihood::Likely.band(), (55, 80));
        assert_eq!(Likelihood::ALL.len(), 7);
    }
}
