# Two independent groups at two independent times: makes double_difference.csv and .json.
# Run in this folder: Rscript double_difference.R

suppressMessages(library(survey))
source("write_json.R")

# --- Data: nobody's real answers ----------------------------------------------------------------
RNGversion("4.2.0")
set.seed(958)
size <- c(90, 70, 55, 60)  # group 0 before and after, group 1 before and after
group <- rep(c(0, 0, 1, 1), size)
after <- rep(c(0, 1, 0, 1), size)
n <- sum(size)
y <- pmin(5, pmax(1, round(3 + .2 * after - .3 * group + .5 * group * after + rnorm(n))))
d <- data.frame(group, after, y, w = round(exp(rnorm(n, 0, .5)), 6))[sample(n), ]
d <- cbind(id = seq_len(n), d)
write.csv(d, "double_difference.csv", row.names = FALSE, quote = FALSE)

# --- Results ------------------------------------------------------------------------------------
d <- read.csv("double_difference.csv")
d$top2 <- as.numeric(d$y >= 4)
at <- function(w) {
  sums <- tapply(w, d$y, sum)
  ((cumsum(sums) - sums / 2) / sum(sums))[as.character(d$y)]
}
one <- function(formula, design) {
  fit <- svyglm(formula, design)
  row <- summary(fit)$coefficients["group:after", ]
  list(estimate = row[[1]], se = row[[2]], df = fit$df.residual, p_value = row[[4]],
       interval = as.vector(confint(fit)["group:after", ]))
}
results <- function(w) {
  d$use <- w
  d$score <- at(w)
  design <- svydesign(ids = ~1, weights = ~use, data = d)
  means <- svyby(~y + top2, ~group + after, design, svymean)
  cells <- function(item) lapply(0:1, function(g) means[means$group == g, item])
  list(means = list(y = cells("y"), top2 = cells("top2")), y = one(y ~ group * after, design),
       top2 = one(top2 ~ group * after, design), midrank = one(score ~ group * after, design))
}
write_json(list(versions = made_with("survey"), weighted = results(d$w), unweighted = results(rep(1, nrow(d)))),
           "double_difference.json")
