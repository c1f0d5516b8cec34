/** Options that all decorators of handlers have. */
export interface DecoratorOptions {
  /**
   * Name of the account: that of `WazzupModule.forRoot({ name })`.
   *
   * @default 'default'
   */
  name?: string | undefined
  /**
   * Name under which a store keeps that the handler has finished. Keep it when you rename the class or the method. It is
   * `name` in core.
   *
   * @default 'ClassName.method'
   */
  handlerName?: string | undefined
}
