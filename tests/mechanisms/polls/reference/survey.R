# Reference values of tests/mechanisms/polls: Rscript survey.R FOLDER
# Needs Debian's r-cran-survey, and csranks (CRAN) for the rank sets.
suppressMessages(library(survey))
folder <- commandArgs(trailingOnly = TRUE)[1]
data(api)

columns <- c("snum", "stype", "dnum", "sch.wide", "awards", "pw", "fpc", "api00", "api99")
for (name in c("apistrat", "apisrs", "apiclus1")) {
  table <- get(name)[, columns]
  table$pw <- sprintf("%.17g", table$pw)
  write.csv(table, file.path(folder, paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
}

found <- list()
keep <- function(name, estimate, df = NA) {
  found[[name]] <<- list(mean = unname(coef(estimate)), vcov = as.vector(vcov(estimate)), df = df)
}

strat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat)
open <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat)
srs <- svydesign(id = ~1, weights = ~pw, fpc = ~fpc, data = apisrs)
clus <- svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1)
people <- data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018))

keep("strat", svymean(~api00, strat), degf(strat))
keep("strat_open", svymean(~api00, open), degf(open))
keep("strat_both", svymean(~api00 + api99, strat))
keep("strat_wide", svyby(~api00, ~sch.wide, strat, svymean, covmat = TRUE))
keep("strat_awards", svyby(~api00, ~awards + stype, open, svymean, covmat = TRUE))
keep("srs", svymean(~api00, srs), degf(srs))
keep("srs_cells", svymean(~api00, postStratify(srs, ~stype, people)))
keep("srs_cells_both", svymean(~api00 + api99, postStratify(srs, ~stype, people)))
keep("clus", svymean(~api00 + api99, clus), degf(clus))
keep("clus_wide", svyby(~api00, ~sch.wide, clus, svymean, covmat = TRUE))

options(survey.lonely.psu = "adjust")
few <- rbind(subset(apistrat, stype == "E")[1:40, ], subset(apistrat, stype == "H")[1, ])
lonely <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = few)
keep("lonely", svymean(~api00, lonely))

interval <- confint(svymean(~api00, strat), df = degf(strat))
found[["interval"]] <- list(
  t = as.vector(interval), kish = sum(apistrat$pw)^2 / sum(apistrat$pw^2)
)
found[["student"]] <- list(
  df = c(1, 2, 3, 4, 9, 10, 197, 2000), at95 = qt(.975, c(1, 2, 3, 4, 9, 10, 197, 2000)),
  at99 = qt(.995, c(1, 2, 3, 4, 9, 10, 197, 2000))
)

if (requireNamespace("csranks", quietly = TRUE)) {
  data(pisa2018, package = "csranks")
  scores <- pisa2018[, c("jurisdiction", "math_score", "math_se", "science_score", "science_se")]
  write.csv(scores, file.path(folder, "pisa2018.csv"), row.names = FALSE, quote = FALSE)
  for (subject in c("math", "science")) {
    of <- function(what) pisa2018[[paste0(subject, "_", what)]]
    sets <- csranks::csranks(of("score"), diag(of("se")^2), R = 20000, seed = 1)
    found[[subject]] <- list(low = sets$L, high = sets$U)
  }
}

numbers <- function(values) {
  text <- ifelse(is.na(values), "null", sprintf("%.15g", values))
  paste0("[", paste(text, collapse = ", "), "]")
}
entries <- sapply(names(found), function(name) {
  parts <- sapply(names(found[[name]]), function(part) {
    sprintf('"%s": %s', part, numbers(found[[name]][[part]]))
  })
  sprintf('  "%s": {%s}', name, paste(parts, collapse = ", "))
})
writeLines(c("{", paste(entries, collapse = ",\n"), "}"), file.path(folder, "values.json"))
