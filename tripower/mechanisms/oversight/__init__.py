"""Four-in-one oversight (四位一体): audit, inspection, integrity report, appraisal."""
