# Writes nested lists as JSON with 17 significant digits; what is not finite becomes null.

json_text <- function(x, indent = "") {
  deeper <- paste0(indent, "  ")
  named <- !is.null(names(x)) && length(x) > 0
  if (is.list(x) || named) {
    if (length(x) == 0) return("{}")
    parts <- vapply(x, json_text, "", indent = deeper)
    if (is.null(names(x))) {
      return(paste0("[\n", paste0(deeper, parts, collapse = ",\n"), "\n", indent, "]"))
    }
    entries <- paste0(deeper, quoted(names(x)), ": ", parts, collapse = ",\n")
    return(paste0("{\n", entries, "\n", indent, "}"))
  }
  if (is.null(x)) return("null")
  cells <- if (is.numeric(x)) ifelse(is.finite(x), sprintf("%.17g", x), "null")
    else if (is.logical(x)) ifelse(is.na(x), "null", tolower(as.character(x)))
    else quoted(as.character(x))
  if (length(cells) == 1 && !inherits(x, "AsIs")) cells else paste0("[", paste(cells, collapse = ", "), "]")
}

quoted <- function(text) paste0("\"", gsub("([\"\\\\])", "\\\\\\1", text), "\"")

write_json <- function(x, file) writeLines(json_text(x), file)

made_with <- function(...) {
  packages <- c(...)
  versions <- vapply(packages, function(p) as.character(packageVersion(p)), "")
  c(list(R = paste(R.version$major, R.version$minor, sep = ".")), as.list(versions))
}

# A test's numbers: the statistic, its degrees of freedom, the two-sided p and the estimate.
test_of <- function(t) {
  force(t)
  list(statistic = unname(t$statistic)[1], df = unname(t$parameter)[1], p_value = unname(t$p.value)[1],
       estimate = unname(t$estimate)[1])
}
