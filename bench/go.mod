module assay/bench

go 1.25
