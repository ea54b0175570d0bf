"""Other people's tools: xarray and netCDF, pandas, pymrio, Excel, Stata. Each needs its extra, and only when used."""
