"""Solves LP and MPS files with solvers of Python: native HiGHS (another build) and GLPK (another reader and another solver).

Reads a JSON list of {"path", "format"} from standard input and writes, in the same order, a JSON list of
{"highs", "glpk"}: each the optimum, or null where the program has no answer.
"""

import json
import sys

import highspy
import swiglpk as glpk


def solved_by_highs(path):
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.0)
    if solver.readModel(path) != highspy.HighsStatus.kOk:
        raise ValueError(f"HiGHS cannot read {path} without a warning")
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    if status != highspy.HighsModelStatus.kOptimal:
        raise ValueError(f"HiGHS ends {path} with {status}")
    return solver.getInfo().objective_function_value


def read_by_glpk(path, file_format):
    program = glpk.glp_create_prob()
    if file_format == "lp":
        failure = glpk.glp_read_lp(program, None, path)
    else:
        failure = glpk.glp_read_mps(program, glpk.GLP_MPS_FILE, None, path)
    if failure != 0:
        raise ValueError(f"GLPK cannot read {path}")
    return program


def solved_by_glpk(path, file_format):
    program = read_by_glpk(path, file_format)
    try:
        if glpk.glp_get_num_int(program) == 0:
            return relaxed_optimum(program, path)
        how = glpk.glp_iocp()
        glpk.glp_init_iocp(how)
        how.msg_lev = glpk.GLP_MSG_OFF
        how.presolve = glpk.GLP_ON
        failure = glpk.glp_intopt(program, how)
        if failure == glpk.GLP_ENOPFS:
            return None
        status = glpk.glp_mip_status(program)
        if failure == 0 and status == glpk.GLP_NOFEAS:
            return None
        if failure != 0 or status != glpk.GLP_OPT:
            raise ValueError(f"GLPK ends {path} with {failure}, {status}")
        return glpk.glp_mip_obj_val(program)
    finally:
        glpk.glp_delete_prob(program)


def relaxed_optimum(program, path):
    how = glpk.glp_smcp()
    glpk.glp_init_smcp(how)
    how.msg_lev = glpk.GLP_MSG_OFF
    failure = glpk.glp_simplex(program, how)
    status = glpk.glp_get_status(program)
    if failure == 0 and status == glpk.GLP_NOFEAS:
        return None
    if failure != 0 or status != glpk.GLP_OPT:
        raise ValueError(f"GLPK ends {path} with {failure}, {status}")
    return glpk.glp_get_obj_val(program)


def main():
    glpk.glp_term_out(glpk.GLP_OFF)
    files = json.load(sys.stdin)
    answers = [
        {"highs": solved_by_highs(each["path"]), "glpk": solved_by_glpk(each["path"], each["format"])}
        for each in files
    ]
    json.dump(answers, sys.stdout)


main()
