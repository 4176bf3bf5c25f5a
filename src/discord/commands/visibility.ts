/**
 * The Discord permission with which officers' commands are shown: *Manage Events*, which officers can be given without
 * harm. It only hides commands from others, as a courtesy; who may do what is checked in the register (A2).
 */
export const SHOWN_TO_OFFICERS = String(1n << 33n)
