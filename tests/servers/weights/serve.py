"""Serves weights over the OpenAI protocol until it is ended: `serve.py WEIGHTS PORT`."""

import sys
import threading

import xllamacpp

NAME = "small"

params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.model_alias = {NAME}
params.hostnames = ["127.0.0.1"]
params.port = int(sys.argv[2])
params.n_ctx = 4096
params.n_parallel = 1
# More threads wait for each other, which takes minutes where others use the cores as well.
params.cpuparams.n_threads = 1
params.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(params)
threading.Event().wait()
