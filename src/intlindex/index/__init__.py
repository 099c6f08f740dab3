"""The pipeline that connects specs to data through the kernels, and the index that comes out."""
