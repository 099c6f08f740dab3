"""The pipeline that connects specs to data through the kernels."""
