# Linked respondents: makes linked.csv, moves.csv and linked.json.
# Run in this folder: Rscript linked.R

suppressMessages({library(survey); library(coin)})
source("write_json.R")

# --- Data: nobody's real answers ----------------------------------------------------------------
# 150 respondents at two times; `linking` says the group. Many answers stay the same (zeros) and
# most changes are of one step (ties); some respondents gave no answer at one of the times.
RNGversion("4.2.0")
set.seed(412)
n <- 150
d <- data.frame(id = seq_len(n), linking = as.integer(runif(n) < .6))
d$before <- sample(1:5, n, TRUE, c(.1, .2, .3, .25, .15))
step <- sample(-2:2, n, TRUE, c(.04, .15, .4, .31, .1)) + (d$linking & runif(n) < .2)
d$after <- pmin(5, pmax(1, d$before + step))
d$w <- round(exp(rnorm(n, 0, .4)), 6)
d$before[c(7, 80)] <- NA
d$after[c(3, 50, 51, 120)] <- NA
write.csv(d, "linked.csv", row.names = FALSE, quote = FALSE)

# Tables of moves, `count` respondents from one response to another.
table_of <- function(name, ...) {
  m <- matrix(c(...), ncol = 3, byrow = TRUE)
  data.frame(table = name, before = m[, 1], after = m[, 2], count = m[, 3])
}
moves <- rbind(
  table_of("three_responses", 1, 1, 20, 1, 2, 10, 1, 3, 5, 2, 1, 3, 2, 2, 30, 2, 3, 15, 3, 1, 0, 3, 2, 5, 3, 3, 40),
  table_of("nobody_gave_3", 1, 1, 4, 1, 2, 6, 1, 4, 3, 2, 1, 1, 2, 2, 5, 2, 4, 7, 4, 1, 2, 4, 4, 8),
  table_of("nobody_left_3", 1, 1, 4, 1, 2, 6, 1, 4, 3, 2, 1, 1, 2, 2, 5, 2, 4, 7, 3, 3, 9, 4, 1, 2, 4, 4, 8),
  table_of("two_separate_parts", 1, 1, 3, 1, 2, 9, 2, 1, 2, 2, 2, 7, 4, 4, 6, 4, 5, 8, 5, 4, 3, 5, 5, 2),
  table_of("two_responses", 0, 0, 21, 0, 1, 13, 1, 0, 5, 1, 1, 11))
write.csv(moves, "moves.csv", row.names = FALSE, quote = FALSE)

# --- Results ------------------------------------------------------------------------------------
mcnemar_of <- function(before, after) {
  yes_no <- function(x) factor(x, levels = c(FALSE, TRUE))
  cells <- table(yes_no(before), yes_no(after))
  plain <- function(t) list(statistic = unname(t$statistic), df = unname(t$parameter), p_value = unname(t$p.value))
  list(gained = cells[1, 2], lost = cells[2, 1],
       plain = plain(mcnemar.test(cells, correct = FALSE)),
       corrected = plain(mcnemar.test(cells, correct = TRUE)),
       exact = list(p_value = unname(binom.test(cells[1, 2], cells[1, 2] + cells[2, 1])$p.value)))
}

# coin's test of marginal homogeneity without scores is the Stuart-Maxwell test; df is the rank.
stuart_maxwell_of <- function(before, after) {
  levels <- sort(unique(c(before, after)))
  cells <- table(before = factor(before, levels), after = factor(after, levels))
  # It warns of responses that nobody moved to or from; they carry no information.
  t <- suppressWarnings(mh_test(as.table(cells)))
  list(statistic = as.numeric(statistic(t)), df = as.numeric(t@statistic@df), p_value = as.numeric(pvalue(t)))
}

signed_rank_of <- function(before, after, correct) {
  t <- suppressWarnings(wilcox.test(after, before, paired = TRUE, exact = FALSE, correct = correct))
  list(statistic = unname(t$statistic), p_value = unname(t$p.value))
}

t_of <- function(t) list(statistic = unname(t$statistic), df = unname(t$parameter), p_value = unname(t$p.value),
                         estimate = unname(t$estimate), interval = as.vector(t$conf.int))

# R's prop.test without its correction gives Wilson's interval.
wilson_of <- function(count, n) {
  list(count = count, share = count / n, interval = as.vector(prop.test(count, n, correct = FALSE)$conf.int))
}

# Both answers of a respondent as two rows of one cluster: what is done for matched pairs.
clustered_of <- function(d) {
  long <- data.frame(id = rep(d$id, 2), time = rep(0:1, each = nrow(d)), y = c(d$before, d$after))
  fit <- svyglm(y ~ time, svydesign(ids = ~id, weights = ~1, data = long))
  list(estimate = unname(coef(fit)[2]), se = unname(SE(fit)[2]))
}

paired_of <- function(d) {
  change <- d$after - d$before
  top2 <- function(x) x >= 4
  # weighted_t: a survey regression on a constant is the t-test of a mean change.
  fit <- svyglm(change ~ 1, svydesign(ids = ~1, weights = ~w, data = cbind(d, change = change)))
  list(n = nrow(d), t = t_of(t.test(d$after, d$before, paired = TRUE)),
       weighted_t = list(estimate = unname(coef(fit)), se = unname(SE(fit)), df = fit$df.residual,
                         p_value = unname(summary(fit)$coefficients[1, 4]),
                         interval = as.vector(confint(fit))),
       clustered_by_respondent = clustered_of(d),
       t_top2 = t_of(t.test(as.numeric(top2(d$after)), as.numeric(top2(d$before)), paired = TRUE)),
       signed_rank = signed_rank_of(d$before, d$after, FALSE),
       signed_rank_corrected = signed_rank_of(d$before, d$after, TRUE),
       mcnemar_top2 = mcnemar_of(top2(d$before), top2(d$after)),
       stuart_maxwell = stuart_maxwell_of(d$before, d$after),
       distance = list(better = wilson_of(sum(change > 0), nrow(d)), same = wilson_of(sum(change == 0), nrow(d)),
                       worse = wilson_of(sum(change < 0), nrow(d))))
}

double_difference_of <- function(d, w) {
  d$use <- w
  d$change <- d$after - d$before
  d$top2 <- (d$after >= 4) - (d$before >= 4)
  design <- svydesign(ids = ~1, weights = ~use, data = d)
  one <- function(formula) {
    fit <- svyglm(formula, design)
    row <- summary(fit)$coefficients["linking", ]
    list(estimate = row[[1]], se = row[[2]], df = fit$df.residual, p_value = row[[4]],
         interval = as.vector(confint(fit)["linking", ]))
  }
  list(score = one(change ~ linking), top2 = one(top2 ~ linking))
}

d <- read.csv("linked.csv")
both <- d[!is.na(d$before) & !is.na(d$after), ]
parts <- list(all = both, linking = both[both$linking == 1, ], first20 = both[both$id <= 20, ])
moves <- read.csv("moves.csv")
by_table <- lapply(split(moves, factor(moves$table, unique(moves$table))), function(m) {
  before <- rep(m$before, m$count)
  after <- rep(m$after, m$count)
  out <- list(stuart_maxwell = stuart_maxwell_of(before, after))
  if (all(c(before, after) %in% 0:1)) out$mcnemar <- mcnemar_of(before == 1, after == 1)
  out
})
write_json(list(versions = made_with("survey", "coin"), paired = lapply(parts, paired_of), moves = by_table,
                double_difference = list(weighted = double_difference_of(both, both$w),
                                         unweighted = double_difference_of(both, 1))), "linked.json")
