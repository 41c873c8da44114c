# Weighted designs with strata and clusters: makes designs.csv, designs.json and lonely.csv.
# Run in this folder: Rscript designs.R

suppressMessages(library(survey))
source("write_json.R")

# --- Data: nobody's real answers ----------------------------------------------------------------
# Strata A and B use the cluster names k1 to k4 both, so clusters must be read within strata;
# from C on every name is unique. Some clusters hold one group only, stratum E holds no group 1,
# cluster k7 gave no answer at all, and answers within a cluster are alike.
RNGversion("4.2.0")
set.seed(731)
clusters <- list(A = c("k1", "k2", "k3", "k4", "k5"), B = c("k1", "k2", "k3", "k4"),
                 C = c("k6", "k7", "k8", "k9", "k10", "k11"), D = c("k12", "k13"),
                 E = c("k14", "k15", "k16"))
place <- do.call(rbind, lapply(names(clusters), function(s) data.frame(stratum = s, cluster = clusters[[s]])))
size <- c(12, 9, 14, 7, 10, 11, 13, 8, 6, 12, 5, 9, 15, 3, 10, 14, 16, 9, 7, 10)
linking <- c(1, .5, 0, .4, .7, 0, .6, .5, 1, .3, .5, 0, .6, .4, .5, .7, .3, 0, 0, 0)
shift <- rnorm(nrow(place), 0, .6)
rows <- rep(seq_len(nrow(place)), size)
d <- data.frame(group = as.integer(runif(length(rows)) < linking[rows]))
latent <- 3.1 + shift[rows] + .55 * d$group + rnorm(length(rows), 0, 1.1)
d$y <- pmin(5, pmax(1, round(latent)))
d$w <- round(exp(rnorm(length(rows), 0, .5)) * c(A = .7, B = 1.6, C = 1, D = 2.1, E = .5)[place$stratum[rows]], 6)
d$stratum <- place$stratum[rows]
d$cluster <- place$cluster[rows]
d$y[d$cluster == "k7" | runif(nrow(d)) < .06] <- NA
d <- d[sample(nrow(d)), ]
d <- cbind(id = seq_len(nrow(d)), d)
write.csv(d, "designs.csv", row.names = FALSE, quote = FALSE)
# The same with the two clusters of stratum D made one: a stratum with one cluster.
lonely <- d
lonely$cluster[lonely$stratum == "D"] <- "k12"
write.csv(lonely, "lonely.csv", row.names = FALSE, quote = FALSE)

# --- Results ------------------------------------------------------------------------------------
prepared <- function(file) {
  d <- read.csv(file)
  d$gf <- factor(d$group)
  d$yf <- factor(d$y, levels = 1:5)
  d$top2 <- as.numeric(d$y >= 4)
  answered <- !is.na(d$y)
  at <- tapply(d$w[answered], d$y[answered], sum)
  d$score <- ((cumsum(at) - at / 2) / sum(at))[as.character(d$y)]
  d
}

designs_of <- function(d) list(
  clusters_in_strata = svydesign(ids = ~cluster, strata = ~stratum, nest = TRUE, weights = ~w, data = d),
  clusters = svydesign(ids = ~cluster, weights = ~w, data = d),
  strata = svydesign(ids = ~1, strata = ~stratum, weights = ~w, data = d),
  weights = svydesign(ids = ~1, weights = ~w, data = d))

# A domain is a subset of the full design: respondents outside of it still count as sampled.
domain <- function(part) {
  shares <- svymean(~yf, part)
  mean <- svymean(~y, part)
  top2 <- svymean(~top2, part)
  list(n = nrow(part), degf = degf(part), sum_w = sum(weights(part)),
       proportion = unname(coef(shares)), se = unname(SE(shares)),
       mean = unname(coef(mean)), mean_se = as.vector(SE(mean)),
       top2 = unname(coef(top2)), top2_se = as.vector(SE(top2)),
       top2_logit_ci = unname(as.vector(confint(svyciprop(~top2, part, method = "logit")))),
       top2_beta_ci = unname(as.vector(confint(svyciprop(~top2, part, method = "beta")))))
}

glm_of <- function(formula, design, term) {
  fit <- svyglm(formula, design)
  se <- unname(SE(fit)[term])
  estimate <- unname(coef(fit)[term])
  list(estimate = estimate, se = se, df = fit$df.residual,
       p_value = 2 * pt(-abs(estimate / se), fit$df.residual))
}

chisq_of <- function(formula, design) {
  t <- svychisq(formula, design, statistic = "F", na.rm = TRUE)
  list(F = unname(t$statistic), ndf = unname(t$parameter[1]), ddf = unname(t$parameter[2]),
       p_value = unname(t$p.value))
}

results <- function(design) {
  answered <- subset(design, !is.na(y))
  list(degf = degf(design), degf_answered = degf(answered),
       domains = list(all = domain(answered),
                      group0 = domain(subset(design, group == 0 & !is.na(y))),
                      group1 = domain(subset(design, group == 1 & !is.na(y))),
                      group1_in_A_or_C = domain(subset(design, group == 1 & stratum %in% c("A", "C") & !is.na(y)))),
       svyttest_y = test_of(svyttest(y ~ gf, design)),
       svyttest_top2 = test_of(svyttest(top2 ~ gf, design)),
       svyranktest_exact_midrank_wilcoxon = test_of(svyttest(score ~ gf, design)),
       svyglm_y = glm_of(y ~ gf, design, "gf1"),
       svyglm_score_adjusted_for_stratum = glm_of(score ~ gf + stratum, design, "gf1"),
       svychisq_F = chisq_of(~gf + yf, design),
       svychisq_top2_F = chisq_of(~gf + top2, design))
}

d <- prepared("designs.csv")
out <- list(n = nrow(d), n_answered = sum(!is.na(d$y)), versions = made_with("survey"),
            midrank_score = unname(tapply(d$score, d$y, mean)))
out <- c(out, lapply(designs_of(d), results))

# What domain estimation is not: the same numbers after those without an answer were dropped first.
dropped <- designs_of(d[!is.na(d$y), ])
out$dropped_first <- lapply(dropped, function(design) {
  mean <- svymean(~y, subset(design, group == 0))
  list(group0_mean_se = as.vector(SE(mean)))
})

attempt <- function(expression) tryCatch(expression, error = function(e) list(error = conditionMessage(e)))
lonely <- designs_of(prepared("lonely.csv"))$clusters_in_strata
out$lonely <- list(svymean_y = attempt(as.vector(SE(svymean(~y, subset(lonely, !is.na(y)))))),
                   svyttest_y = attempt(test_of(svyttest(y ~ gf, lonely))))
write_json(out, "designs.json")
