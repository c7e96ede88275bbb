/** The machine's engines, for who lets the user choose. */

export { chooseEngine, ENGINES, takeRefusal, type EngineName } from '../vm/jit/choice';
